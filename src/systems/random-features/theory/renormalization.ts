import { OutOfRange } from '../../../numeric/errors.ts';
import { type LogSlope, newtonInLog } from '../../../numeric/roots.ts';
import { log } from '../../../numeric/special.ts';
import { type ModeSums, type Modes, noSums, sumModes } from '../../../random-matrices/modes.ts';
import { kappaOfDegreesOfFreedom } from '../../../random-matrices/renormalized-ridge.ts';
import type { Layer } from './layers.ts';

/** The root κ of ridge = κ Π_ℓ s_ℓ(Df1(κ)), with what is known of it to full relative accuracy. */
export interface Renormalized {
  kappa: number;
  df1: number;
  df2: number;
  /** Df1 − Df2 = Σ κη/(η+κ)². */
  spread: number;
  /** n − Df1, without cancellation where n is the smallest threshold or the rank. */
  below: (n: number) => number;
  /**
   * s and h of each layer at the root. At ridge 0, s = 0 and h = ∞ for the layers that limit Df1.
   */
  s: number[];
  h: number[];
}

/** What `renormalize` promises: this relative error of κ, and of every s and h. */
export const renormalizationPromise = 5e-12;

/**
 * Solves ridge = κ Π_ℓ s_ℓ(Df1(κ)) for its largest root. `ridge` ≥ 0 in units of η, `layers` in any
 * order, the training set among them.
 *
 * With m the smallest threshold: where the rank is at most m the root is 0 at ridge 0; otherwise
 * Df1(κ) = m there, and for a small ridge the root is exponentially close, so that the unknown is
 * then the gap m − Df1 itself. Throws `OutOfRange` for a negative or infinite ridge. Source:
 * 2405.00592.
 */
export function renormalize(modes: Modes, layers: Layer[], ridge: number): Renormalized {
  if (!(ridge >= 0) || ridge === Number.POSITIVE_INFINITY)
    throw new OutOfRange('the ridge', ridge, 'finite and at least 0');
  const m = layers.reduce((least, { threshold }) => Math.min(least, threshold), Number.POSITIVE_INFINITY);
  if (modes.rank === 0) return atKappa(modes, layers, ridge);
  if (modes.rank <= m)
    return ridge === 0 ? atGap(modes, layers, m, m - modes.rank) : solveForKappa(modes, layers, ridge);
  if (ridge === 0) return atGap(modes, layers, m, 0);
  const half = atKappa(modes, layers, kappaOfDegreesOfFreedom(modes, m / 2));
  return half.kappa * product(half.s) <= ridge
    ? solveForKappa(modes, layers, ridge, half.kappa)
    : solveForGap(modes, layers, m, ridge);
}

/** For a root that is known to be at least `lower`, where no layer is near its threshold. */
function solveForKappa(modes: Modes, layers: Layer[], ridge: number, lower = 0): Renormalized {
  const evaluate = (kappa: number, out: LogSlope) => {
    const { s, h, spread } = atKappa(modes, layers, kappa);
    out.value = logProduct(s) + log(kappa / ridge);
    out.slope = 1 + spread * total(h);
  };
  const probe: LogSlope = { value: 0, slope: 0 };
  // s falls from its value without degrees of freedom.
  const least = ridge / layers.reduce((all, { most }) => all * most, 1);
  let upper = least;
  for (const { threshold } of layers) upper += modes.trace / threshold;
  for (evaluate(upper, probe); probe.value < 0; evaluate(upper, probe)) upper *= 2;
  return atKappa(
    modes,
    layers,
    newtonInLog(evaluate, Math.max(lower, least) * (1 - 1e-12), upper * (1 + 1e-12), true, upper),
  );
}

/** From the gap m − Df1, in which the equation is nearly a power law down to no gap at all. */
function solveForGap(modes: Modes, layers: Layer[], m: number, ridge: number): Renormalized {
  const evaluate = (gap: number, out: LogSlope) => {
    const { kappa, s, h, spread } = atGap(modes, layers, m, gap);
    out.value = logProduct(s) + log(kappa / ridge);
    out.slope = gap * (1 / spread + total(h));
  };
  const probe: LogSlope = { value: 0, slope: 0 };
  let lower = m / 2;
  for (evaluate(lower, probe); probe.value > 0; evaluate(lower, probe)) lower *= 1e-3;
  const gap = newtonInLog(evaluate, lower, Math.min(1e3 * lower, m / 2), true, Math.min(30 * lower, m / 2));
  return atGap(modes, layers, m, gap);
}

function atKappa(modes: Modes, layers: Layer[], kappa: number): Renormalized {
  const sums = noSums();
  if (kappa > 0) sumModes(modes, kappa, sums);
  const rest = sums.shortfall - sums.learned;
  return assemble(layers, kappa, sums, sums.above - rest, (n) => n - sums.above + rest);
}

function atGap(modes: Modes, layers: Layer[], m: number, gap: number): Renormalized {
  const sums = noSums();
  const df1 = m - gap;
  const kappa = df1 >= modes.rank ? 0 : kappaOfDegreesOfFreedom(modes, df1);
  if (kappa > 0) sumModes(modes, kappa, sums);
  else sums.df2 = modes.rank;
  return assemble(layers, kappa, sums, df1, (n) => n - m + gap);
}

function assemble(
  layers: Layer[],
  kappa: number,
  { df2, spread }: ModeSums,
  df1: number,
  below: (n: number) => number,
): Renormalized {
  const at = layers.map((layer) => layer.at(df1, below(layer.threshold)));
  return { kappa, df1, df2, spread, below, s: at.map(({ s }) => s), h: at.map(({ h }) => h) };
}

function product(values: number[]): number {
  return values.reduce((all, value) => all * value, 1);
}

function logProduct(values: number[]): number {
  return values.reduce((all, value) => all + log(value), 0);
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
