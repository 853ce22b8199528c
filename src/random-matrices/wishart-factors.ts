import { compress } from '../data/spectra.ts';
import { OutOfRange } from '../numeric/errors.ts';
import { newtonInLog } from '../numeric/roots.ts';
import { log } from '../numeric/special.ts';
import { asModes, type Modes } from './modes.ts';
import { checkSamples, kappaOfDegreesOfFreedom } from './renormalized-ridge.ts';

/**
 * Σ^½ W_1 ⋯ W_L Σ^½ by what its S-transform needs: with a ridge λ it acts like Σ with the ridge κ,
 * λ = κ ∏_ℓ (1 − Df1(κ)/N_ℓ), Df1(κ) = Σ_k η_k/(η_k + κ). Source: 2405.00592, S-transform of a
 * product of Wishart matrices.
 */
export interface WishartFactors {
  /** Distinct positive eigenvalues of Σ, ascending, how often each occurs, and their product. */
  eta: Float64Array;
  count: Float64Array;
  weight: Float64Array;
  /** N_ℓ of each factor: the number of rows that its Gaussian matrix has. */
  sizes: number[];
  /** Number of eigenvalues of Σ that are not zero, and of all. */
  rank: number;
  dimension: number;
  trace: number;
  trace2: number;
  /** The same spectrum, for sums at a positive κ. */
  modes: Modes;
}

/**
 * `eta`: D eigenvalues ≥ 0 in any order; `sizes`: one number N > 0 for each factor. Throws
 * `OutOfRange`.
 */
export function wishartFactors(eta: ArrayLike<number>, sizes: readonly number[]): WishartFactors {
  if (sizes.length === 0) throw new OutOfRange('the number of Wishart factors', 0, 'at least 1');
  for (const size of sizes) checkSamples(size);
  const modes = asModes(eta);
  const { rank, dimension, trace, trace2 } = modes;
  const sorted = Float64Array.from(eta)
    .sort()
    .subarray(dimension - rank);
  const { values, multiplicities } = compress(sorted);
  const weight = values.map((value, k) => value * multiplicities[k]);
  return { eta: values, count: multiplicities, weight, sizes: [...sizes], rank, dimension, trace, trace2, modes };
}

/** Sums at a real κ that is no −η_k. */
export interface RealSums {
  /** Df1 = Σ η/(η+κ), Df2 = Σ η²/(η+κ)². */
  df1: number;
  df2: number;
  /** rank − Df1 = Σ κ/(η+κ). */
  unlearned: number;
  /** −dDf1/dκ = Σ η/(η+κ)², and half of minus its derivative, Σ η/(η+κ)³. */
  second: number;
  third: number;
}

export function realSums({ eta, count, weight }: WishartFactors, kappa: number): RealSums {
  const sums = { df1: 0, df2: 0, unlearned: 0, second: 0, third: 0 };
  for (let k = 0; k < eta.length; k++) {
    const u = 1 / (eta[k] + kappa);
    const first = weight[k] * u;
    sums.df1 += first;
    sums.unlearned += count[k] * kappa * u;
    sums.df2 += first * eta[k] * u;
    sums.second += first * u;
    sums.third += first * u * u;
  }
  return sums;
}

/** N − Df1, without cancellation where N ≥ rank and κ is small. */
export function free({ rank }: WishartFactors, size: number, { df1, unlearned }: RealSums): number {
  return size < rank ? size - df1 : size - rank + unlearned;
}

/** x = −λ(κ) = −κ ∏ (1 − Df1/N_ℓ) at a real κ. */
export function eigenvalueAt(factors: WishartFactors, kappa: number): number {
  const sums = realSums(factors, kappa);
  return factors.sizes.reduce((product, size) => (product * free(factors, size, sums)) / size, -kappa);
}

/**
 * κ where Df1(κ) = n, right of all poles −η_k: positive for n < rank, 0 for n = rank, negative
 * beyond.
 */
export function kappaAtDf1(factors: WishartFactors, n: number): number {
  const { eta, count, rank } = factors;
  if (n === rank) return 0;
  if (n < rank) return kappaOfDegreesOfFreedom(factors.modes, n);
  // Right of −η_1 by s, Df1 is at least count η_1/s: Newton on η_1 + κ = s, where log Df1 falls no
  // faster than 1/s.
  const most = eta[0];
  const distance = newtonInLog(
    (s, out) => {
      const { df1, second } = realSums(factors, s - most);
      out.value = log(df1 / n);
      out.slope = (-second * s) / df1;
    },
    ((count[0] * most) / n) * (1 - 1e-9),
    most,
    false,
  );
  return distance - most;
}

/** The positive κ of a ridge λ > 0, above every zero of λ(κ). Relative error below 1e-12. */
export function kappaOfRidge(factors: WishartFactors, ridge: number): number {
  const { sizes, rank, trace } = factors;
  if (!(ridge > 0) || !Number.isFinite(ridge)) throw new OutOfRange('λ', ridge, 'positive');
  if (rank === 0) return ridge;
  const least = Math.min(rank, ...sizes);
  const zero = least < rank ? kappaAtDf1(factors, least) : 0;
  const load = sizes.reduce((sum, size) => sum + 1 / size, 0);
  return newtonInLog(
    (kappa, out) => {
      const sums = realSums(factors, kappa);
      out.value = log(kappa / ridge);
      out.slope = 1;
      for (const size of sizes) {
        const left = Math.max(free(factors, size, sums), Number.MIN_VALUE);
        out.value += log(left / size);
        out.slope += (kappa * sums.second) / left;
      }
    },
    Math.max(zero, ridge) * (1 - 1e-12),
    // ∏ (1 − Df1/N) ≥ 1 − Df1 Σ 1/N and κ Df1 ≤ tr Σ.
    (ridge + trace * load) * (1 + 1e-12),
    true,
  );
}
