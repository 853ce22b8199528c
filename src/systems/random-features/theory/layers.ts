import { OutOfRange } from '../../../numeric/errors.ts';
import { type LogSlope, newtonInLog } from '../../../numeric/roots.ts';
import { log, squared } from '../../../numeric/special.ts';
import { type Modes, noSums, prepareModes, sumModes } from '../../../random-matrices/modes.ts';
import { checkSamples, kappaOfDegreesOfFreedom } from '../../../random-matrices/renormalized-ridge.ts';

/**
 * A random matrix that multiplies the covariance freely, as a function of the degrees of freedom
 * Df1 in use: each layer turns κ into κ s(Df1), where s = 1/S, S its S-transform. The training set
 * is such a layer too, of P rows: s = 1 − Df1/P.
 */
export interface Layer {
  /** Df1 stays below this; `Infinity` where nothing limits it. */
  threshold: number;
  /** s at Df1 = 0, the mean eigenvalue of E FFᵀ; s falls from there. */
  most: number;
  /**
   * s and h = −d ln s/d Df1 at Df1 = `df1`; `gap` is threshold − Df1 without the cancellation. At a
   * gap of 0, s = 0 and h = ∞.
   */
  at: (df1: number, gap: number) => { s: number; h: number };
}

/**
 * Weights F of D × width, independent with variance 1/width: s = 1 − Df1/width. With `width` = P,
 * the training set.
 */
export function gaussianLayer(width: number): Layer {
  checkSamples(width);
  return { threshold: width, most: 1, at: (_, gap) => ({ s: gap / width, h: 1 / gap }) };
}

/**
 * D/width times a random projection to `width` ≤ D of the D dimensions: s = (1 − Df1/width)/(1 −
 * Df1/D). With width = D, nothing at all.
 */
export function orthogonalLayer(width: number, dimension: number): Layer {
  if (!(width > 0 && width <= dimension))
    throw new OutOfRange(
      'the width of an orthogonal projection',
      width,
      `above 0 and at most the dimension ${dimension}`,
    );
  if (width === dimension) return { threshold: Number.POSITIVE_INFINITY, most: 1, at: () => ({ s: 1, h: 0 }) };
  return {
    threshold: width,
    most: 1,
    at: (_, gap) => {
      const left = dimension - width + gap;
      return { s: (gap / width) * (dimension / left), h: (dimension - width) / (gap * left) };
    },
  };
}

/**
 * F = ZΓ^{1/2}/√N, Z of D × N independent standard normal, Γ with the N eigenvalues `weights` g_j ≥
 * 0 (of mean 1, for E FFᵀ = 1): s = κ_Γ Df1/N where Σ g/(g+κ_Γ) = Df1, and h = Df2^Γ/(Df1 (Df1 −
 * Df2^Γ)). Throws `OutOfRange` when all are 0. Source: 2405.00592.
 */
export function structuredLayer(weights: ArrayLike<number>): Layer {
  const modes = prepareModes(weights);
  if (modes.rank === 0) throw new OutOfRange('the largest of the neuron weights', 0, 'positive');
  const sums = noSums();
  const most = modes.trace / modes.dimension;
  return {
    threshold: modes.rank,
    most,
    at: (df1, gap) => {
      if (gap <= 0) return { s: 0, h: Number.POSITIVE_INFINITY };
      if (df1 <= 0) return { s: most, h: modes.trace2 / squared(modes.trace) };
      const kappa = gap < modes.rank / 2 ? kappaOfUnlearned(modes, gap) : kappaOfDegreesOfFreedom(modes, df1);
      sumModes(modes, kappa, sums);
      return { s: (kappa * df1) / modes.dimension, h: sums.df2 / (df1 * sums.spread) };
    },
  };
}

/**
 * The κ with Σ κ/(g+κ) = gap over the positive g: what `kappaOfDegreesOfFreedom` of rank − gap is,
 * for a gap that this difference would lose.
 */
function kappaOfUnlearned(modes: Modes, gap: number): number {
  const sums = noSums();
  const evaluate = (kappa: number, out: LogSlope) => {
    sumModes(modes, kappa, sums);
    const unlearned = modes.rank - sums.above - sums.learned + sums.shortfall;
    out.value = log(unlearned / gap);
    out.slope = sums.spread / unlearned;
  };
  const lower = ((gap * modes.smallest) / modes.rank) * (1 - 1e-12);
  const upper = ((gap * modes.largest) / (modes.rank - gap)) * (1 + 1e-12);
  return newtonInLog(evaluate, lower, upper, true, lower);
}
