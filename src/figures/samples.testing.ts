import type { Figure, FigureAxis, FigurePoint, LinesPanel } from './figure.ts';

/**
 * Deterministic stand-ins for runs: the shapes that figures have to cope with. Used by the tests of
 * the drawing.
 */

export const samplesAxis: FigureAxis = { label: 'samples', symbol: 'P', scale: 'log' };
export const testError = { id: 'testError', label: 'test error', symbol: 'E_test', scale: 'log' } as const;
const edge = { id: 'edge', label: 'largest eigenvalue', symbol: 'λ_+', unit: 'σ²', scale: 'linear' } as const;
const noise = { id: 'noise', label: 'gradient noise scale', symbol: 'σ_g', scale: 'log' } as const;

/** Reproducible noise of about unit size, without a generator. */
export function wobble(i: number): number {
  return Math.sin(12.9898 * (i + 1)) + 0.6 * Math.sin(4.1414 * (i + 1) * (i + 1));
}

/** `count` values from `low` to `high`, evenly spaced in the logarithm. */
export function logSpaced(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
}

/** Points around a curve with a relative standard error; the bars are two of them. */
export function measured(x: number[], f: (x: number) => number, error: number, trials = 40): FigurePoint[] {
  return x.map((at, i) => {
    const exact = f(at);
    const y = exact * (1 + error * wobble(i));
    return { x: at, y, low: y - 2 * error * exact, high: y + 2 * error * exact, kind: 'mean', judged: true, trials };
  });
}

/** Ridgeless regression's double descent: infinite at P = N. */
export function doubleDescent(): Figure<LinesPanel> {
  const n = 200;
  const f = (p: number) => (p < n ? 1 - p / n + (0.1 * p) / (n - p) : p > n ? (0.1 * n) / (p - n) + 0.002 : Infinity);
  const x = [...logSpaced(20, 2000, 120), n].sort((a, b) => a - b);
  const grid = logSpaced(22, 1900, 18);
  return {
    title: 'Ridgeless regression: double descent',
    axis: samplesAxis,
    panels: [
      {
        ...testError,
        margin: 0.05,
        verdict: 'holds',
        series: [
          {
            label: '',
            theory: { x, y: x.map((p) => (Number.isFinite(f(p)) ? f(p) : null)) },
            points: measured(grid, f, 0.06),
          },
        ],
      },
    ],
    caption: ['Gaussian features, N = 200, σ^2 = 0.1, seed 1. Theory: Hastie et al. (2022).'],
  };
}

/** One curve per ridge. */
export function family(count = 3): Figure<LinesPanel> {
  const x = logSpaced(10, 10000, 80);
  const ridges = Array.from({ length: count }, (_, i) => Number(`1e${i - 3}`));
  const f = (ridge: number) => (p: number) =>
    (1 + 20 * ridge) * (p + 30 * (1 + 100 * ridge)) ** -0.6 + 0.02 * (1 + 5 * ridge);
  return {
    title: 'Kernel ridge regression',
    axis: samplesAxis,
    panels: [
      {
        ...testError,
        margin: 0.03,
        verdict: 'unresolved',
        series: ridges.map((ridge) => ({
          label: `λ = ${ridge}`,
          theory: { x, y: x.map(f(ridge)) },
          points: measured(logSpaced(12, 8000, 10), f(ridge), 0.02),
        })),
      },
    ],
    caption: [],
  };
}

/** Four observables over a coordinate, three curves each; one linear, one bounded. */
export function fourPanels(): Figure<LinesPanel> {
  const x = logSpaced(1, 10000, 60);
  const shapes: [string, string, string | undefined, 'log' | 'linear', (t: number, k: number) => number][] = [
    ['loss', 'training loss', 'L', 'log', (t, k) => Math.exp(-t / (300 * k)) + 1e-4 * k],
    ['sharpness', 'sharpness', 'λ_max', 'linear', (t, k) => (200 * t) / (t + 100 * k)],
    ['norm', 'weight norm', '‖w‖^2', 'linear', (t, k) => 0.1 * k + Math.tanh(t / 1000)],
    ['alignment', 'alignment of the leading mode with the target', undefined, 'linear', (t, k) => t / (t + 50 * k)],
  ];
  return {
    title: 'Deep linear network at the edge of stability',
    axis: { label: 'training step', symbol: 't', scale: 'log' },
    panels: shapes.map(([id, label, symbol, scale, f], i) => ({
      id,
      label,
      symbol,
      scale,
      margin: 0.05,
      verdict: (['holds', 'broken', 'unresolved', 'holds'] as const)[i],
      relation: id === 'norm' ? 'atMost' : undefined,
      series: [1, 2, 4].map((k) => ({
        label: `depth ${k}`,
        theory: { x, y: x.map((t) => f(t, k)) },
        points: measured(logSpaced(1.5, 9000, 12), (t) => f(t, k) * (i === 1 && t > 500 ? 0.9 : 1), 0.015, 12),
      })),
    })),
    caption: ['Width 128, batch size 32, learning rate η = 0.01.'],
  };
}

export function theoryOnly(): Figure<LinesPanel> {
  const x = Array.from({ length: 101 }, (_, i) => i / 50);
  return {
    title: 'Marchenko–Pastur edge',
    axis: { label: 'aspect ratio', symbol: 'γ', scale: 'linear' },
    panels: [{ ...edge, series: [{ label: '', theory: { x, y: x.map((gamma) => (1 + Math.sqrt(gamma)) ** 2) } }] }],
    caption: ['Theory alone; no trial was run.'],
  };
}

/**
 * Heavy tails: medians with quartiles, one point far above, one unjudged mean, one value below
 * zero.
 */
export function medians(): Figure<LinesPanel> {
  const x = logSpaced(1, 1000, 60);
  const f = (t: number) => 2 / Math.sqrt(t);
  const points = measured(logSpaced(1.2, 900, 14), f, 0.05, 25).map((point, i): FigurePoint => {
    if (i === 4) return { ...point, y: 1e9, low: 1e8, high: 2e9, judged: false };
    if (i === 9) return { ...point, y: -0.01, low: -0.1, high: 0.08 };
    if (i === 11) return { ...point, low: -0.05, high: 0.4, judged: false };
    return i % 3 === 0 ? { ...point, low: point.y * 0.7, high: point.y * 1.6, kind: 'median', judged: false } : point;
  });
  return {
    title: 'Heavy-tailed gradient noise',
    axis: { label: 'batch size', symbol: 'B', scale: 'log' },
    panels: [
      {
        ...noise,
        margin: 0.1,
        verdict: 'broken',
        series: [{ label: '', theory: { x, y: x.map(f) }, points }],
      },
    ],
    caption: ['Student t noise with ν = 1.5, which has no variance.'],
  };
}
