import type { CellVerdict, Contour, Figure, FigureAxis, LinesPanel, MapPanel } from './figure.ts';
import { logSpaced, measured, samplesAxis, testError, wobble } from './samples.testing.ts';

/** Deterministic stand-ins for runs over two ranges, for exhibits and for small multiples. */

const ridgeAxis: FigureAxis = { label: 'ridge', symbol: 'λ', scale: 'log' };

const grid = { x: logSpaced(20, 2000, 12), y: logSpaced(1e-4, 1, 9) };

function risk(p: number, ridge: number): number {
  const gap = Math.abs(p - 200) / 200 + Math.sqrt(ridge);
  return 0.9 / (1 + p / 150) + 0.06 / (gap + 0.02) + 0.8 * ridge;
}

function over<T>(value: (x: number, y: number, k: number) => T, { x, y } = grid): T[][] {
  return y.map((b, j) => x.map((a, i) => value(a, b, j * x.length + i)));
}

const error = (p: number, ridge: number, k: number) =>
  0.02 * wobble(k) + (p > 120 && p < 300 && ridge < 3e-3 ? 0.16 : 0);

function verdictOf(deviation: number, k: number): CellVerdict | null {
  if (k === 100 || k === 101) return null;
  if (k > 104) return 'not judged';
  return Math.abs(deviation) > 0.06 ? 'broken' : k % 7 === 0 ? 'unresolved' : 'holds';
}

/** All that a run over two ranges shows: prediction, measurement, deviation and verdict. */
export function phaseMap(): Figure<MapPanel> {
  const base = { kind: 'map', vertical: ridgeAxis, ...grid } as const;
  const fine = { x: logSpaced(15, 2600, 60), y: logSpaced(5e-5, 2, 60) };
  const levels: Contour = {
    label: 'predicted E_test',
    ...fine,
    values: over(risk, fine),
    levels: [0.2, 0.4, 0.8],
    scale: 'log',
  };
  const boundary = { label: 'P = N', path: { x: [200, 200], y: [1e-6, 10] } };
  const test = {
    ...base,
    ...testError,
    shows: 'value',
  } as const;
  return {
    title: 'Ridge regression over samples and ridge',
    axis: samplesAxis,
    panels: [
      { ...test, facet: 'predicted', margin: 0.05, verdict: 'broken', values: over(risk), contours: [levels] },
      {
        ...test,
        facet: 'measured',
        margin: 0.05,
        verdict: 'broken',
        contours: [levels],
        values: over((p, l, k) => (k === 100 ? null : risk(p, l) * (1 + error(p, l, k)))),
      },
      {
        ...base,
        id: 'testError deviation',
        label: 'deviation of the test error',
        shows: 'deviation',
        margin: 0.05,
        values: over((p, l, k) => (k === 100 ? null : error(p, l, k))),
        contours: [boundary],
      },
      {
        ...base,
        id: 'testError verdict',
        label: 'verdict on the test error',
        shows: 'verdict',
        values: over((p, l, k) => verdictOf(error(p, l, k), k)),
        contours: [boundary],
      },
    ],
    caption: ['N = 200, σ^2 = 0.1, seed 1.'],
  };
}

/** An observable over two coordinates, unevenly spaced, of both signs. */
export function singleMap(): Figure<MapPanel> {
  const uneven = { x: [0, 1, 2, 4, 8, 16, 20], y: [-1, 0, 0.25, 1, 3] };
  return {
    title: 'Correlation over time and mode',
    axis: { label: 'training step', symbol: 't', scale: 'linear' },
    panels: [
      {
        kind: 'map',
        id: 'correlation',
        label: 'correlation',
        symbol: 'C_{ij}',
        shows: 'value',
        scale: 'linear',
        vertical: { label: 'coordinate', symbol: 'u', scale: 'linear' },
        ...uneven,
        values: over((a, b) => Math.sin(a / 4) * Math.cos(b) - (a === 8 && b === 1 ? 0.3 : 0), uneven),
      },
    ],
    caption: [],
  };
}

/** Weights before and after training share their colours; a spectrum's picture has its own. */
export function exhibits(): Figure {
  const matrix = (rows: number, columns: number, value: (i: number, j: number) => number) =>
    Array.from({ length: rows }, (_, j) => Array.from({ length: columns }, (_, i) => value(j, i)));
  return {
    title: 'Exhibits of trial 1',
    axis: samplesAxis,
    panels: [
      {
        kind: 'image',
        id: 'weights',
        label: 'weights of the first layer',
        symbol: 'W_1',
        facet: 'step 0',
        values: matrix(24, 24, (j, i) => 0.4 * wobble(31 * j + i)),
        rows: 'neuron',
        columns: 'input',
      },
      {
        kind: 'image',
        id: 'weights',
        label: 'weights of the first layer',
        symbol: 'W_1',
        facet: 'step 1000',
        rows: 'neuron',
        columns: 'input',
        values: matrix(24, 24, (j, i) => (i === j ? 1.6 : 0) + 0.1 * wobble(31 * j + i)),
      },
      {
        kind: 'image',
        id: 'digit',
        label: 'training image',
        values: matrix(28, 28, (j, i) => Math.exp(-((Math.hypot(j - 13.5, i - 13.5) - 8) ** 2) / 6)),
      },
    ],
    caption: [],
  };
}

/** Two observables along samples, repeated over a third dimension of five values. */
export function smallMultiples(count = 5): Figure<LinesPanel> {
  const x = logSpaced(10, 3000, 60);
  const ridges = [1e-3, 1e-2, 0.1, 1, 10, 100].slice(0, count);
  const panels = (['test error', 'training error'] as const).flatMap((label) =>
    ridges.map((ridge): LinesPanel => {
      const train = label === 'training error';
      const f = (noise: number) => (p: number) => {
        const test = 0.02 * noise + (1 + ridge) / (p + 10 * (1 + ridge)) ** 0.6;
        return train ? test * (p / (p + 60)) : test;
      };
      return {
        id: label,
        label,
        symbol: train ? 'E_train' : 'E_test',
        facet: `λ = ${ridge}`,
        scale: 'log',
        margin: 0.05,
        verdict: ridge === 0.1 && !train ? 'broken' : 'holds',
        series: [1, 10].map((noise) => ({
          label: `σ^2 = ${noise / 10}`,
          theory: { x, y: x.map(f(noise)) },
          points: measured(logSpaced(12, 2500, 7), f(noise), 0.03),
        })),
      };
    }),
  );
  return { title: 'Errors for five ridges', axis: samplesAxis, panels, caption: ['N = 200.'] };
}

/** An observable that no theory predicts. */
export function measuredOnly(): Figure<LinesPanel> {
  const points = measured(logSpaced(10, 1000, 9), (p) => p ** -0.4, 0.05).map((p) => ({ ...p, judged: false }));
  return {
    title: 'An observable without a theory',
    axis: samplesAxis,
    panels: [{ id: 'gap', label: 'generalisation gap', symbol: 'Δ', scale: 'log', series: [{ label: '', points }] }],
    caption: [],
  };
}

/** A map repeated over a third dimension. */
export function mapMultiples(): Figure<MapPanel> {
  return {
    title: 'Test error for four noise levels',
    axis: samplesAxis,
    panels: [0.01, 0.1, 1, 10].map((noise) => ({
      kind: 'map',
      ...testError,
      shows: 'value',
      facet: `σ^2 = ${noise}`,
      vertical: ridgeAxis,
      ...grid,
      values: over((p, l) => risk(p, l) * (1 + noise)),
      contours: [{ label: 'P = N', path: { x: [200, 200], y: [1e-6, 10] } }],
    })),
    caption: [],
  };
}
