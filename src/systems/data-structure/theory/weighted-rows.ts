import { doubles } from '../../../numeric/doubles.ts';
import { BadShape, OutOfRange } from '../../../numeric/errors.ts';
import { squared } from '../../../numeric/special.ts';
import { type Modes, prepareLevels, prepareModes } from '../../../random-matrices/modes.ts';
import { sumsAt, twoRidges } from '../../../random-matrices/two-ridges.ts';

/**
 * Rows of a regression, as groups of rows that are alike: what a row weighs in the fit beside
 * others, how many such rows there are (not always a whole number), and the variance of their label
 * noise. A row that stands in the data r times weighs r times as much as others.
 */
export interface Rows {
  weights: readonly number[];
  counts: readonly number[];
  noises: readonly number[];
}

/** Inputs of variance η_k, targets of power c_k = η_k w̄_k², in the eigenbasis of Σ. */
export interface WeightedRegression {
  eta: ArrayLike<number>;
  power: ArrayLike<number>;
  /** `prepareModes(eta)`, when many problems share a spectrum. */
  modes?: Modes;
  rows: Rows;
  /** λ ≥ 0, in units of η. */
  ridge: number;
}

export interface WeightedRisk {
  kappa: number;
  /** κ̃, in units of the mean weight. */
  kappaTilde: number;
  df1: number;
  df2: number;
  /** γ = (Df2/Df1²) Σ h², h = k/(k + κ̃), and 1 − γ to full accuracy. */
  gamma: number;
  oneMinusGamma: number;
  /** B = Σ κ² c/(η + κ)². */
  biasSquared: number;
  /** E_g, mean squared distance to the target without noise on fresh inputs. */
  excessError: number;
  /** Df1²/Σ h²: so many rows of equal weight have this γ at the same κ. */
  effectiveRows: number;
  /** Mean squared residual of a row of each group: (E_g + σ_i²)/(1 + k_i/κ̃)². */
  residuals: Float64Array;
}

/**
 * Ridge regression ŵ = (Σ k_i x_i x_iᵀ/Σk + λ)⁻¹ Σ k_i x_i y_i/Σk with weights k_i, here scaled to
 * a mean of 1, and noise of variance σ_i² on row i, both independent of the inputs:
 *
 *     E_g = [B + (Df2/Df1²) Σ h_i²σ_i²]/(1 − γ).
 *
 * To leading order in many rows and modes. Throws `OutOfRange` for negative weights, noises or
 * ridges, `BadShape` for lists of different lengths, `NoSolution` for a spectrum of zeros.
 *
 * Source: 2408.04607 for one noise; several noises by leaving one row out (notes.md).
 */
export function weightedRisk({ eta, power, rows, ridge, ...given }: WeightedRegression): WeightedRisk {
  checkRows(rows);
  if (!(ridge >= 0)) throw new OutOfRange('the ridge', ridge, 'at least 0');
  const modes = given.modes ?? prepareModes(eta);
  const samples = rows.counts.reduce((sum, one) => sum + one, 0);
  const mean = rows.weights.reduce((sum, one, i) => sum + one * rows.counts[i], 0) / samples;
  const weights = rows.weights.map((one) => one / mean);
  const levels = prepareLevels(weights, rows.counts);
  const { kappa, kappaTilde } = twoRidges(modes, levels, samples, ridge);
  const { df1, df2, spread } = sumsAt(modes, kappa);
  const { df2: squares, spread: rowSpread } = sumsAt(levels, kappaTilde);
  // As in `ridge`: 1 − Σh²/Df1 + Σh²/Df1 (1 − Df2/Df1), whose addends are not negative.
  const oneMinusGamma = rowSpread / df1 + (squares / df1) * (spread / df1);
  const biasSquared = bias(eta, power, kappa);
  const used = weights.map((k) => (k === 0 ? 0 : k / (k + kappaTilde)));
  const noise = (df2 / squared(df1)) * used.reduce((sum, h, i) => sum + rows.counts[i] * h * h * rows.noises[i], 0);
  const excessError = biasSquared + noise === 0 ? 0 : (biasSquared + noise) / oneMinusGamma;
  return {
    kappa,
    kappaTilde,
    df1,
    df2,
    gamma: (df2 / df1) * (squares / df1),
    oneMinusGamma,
    biasSquared,
    excessError,
    effectiveRows: (df1 * df1) / squares,
    // What is interpolated leaves none, though the error be infinite.
    residuals: Float64Array.from(used, (h, i) => (h === 1 ? 0 : squared(1 - h) * (excessError + rows.noises[i]))),
  };
}

function bias(values: ArrayLike<number>, powers: ArrayLike<number>, kappa: number): number {
  const [eta, power] = [doubles(values), doubles(powers)];
  let sum = 0;
  for (let k = eta.length - 1; k >= 0; k--) {
    const missed = eta[k] === 0 ? 1 : kappa / (eta[k] + kappa);
    sum += missed * missed * power[k];
  }
  return sum;
}

function checkRows({ weights, counts, noises }: Rows): void {
  if (weights.length !== counts.length || weights.length !== noises.length)
    throw new BadShape(`${weights.length} weights, ${counts.length} counts and ${noises.length} noises of rows`);
  for (const [name, values] of Object.entries({ weight: weights, count: counts, 'noise variance': noises }))
    values.forEach((value, i) => {
      if (!(value >= 0)) throw new OutOfRange(`the ${name} of row group ${i}`, value, 'at least 0');
    });
  if (!weights.some((one, i) => one > 0 && counts[i] > 0))
    throw new OutOfRange('the largest weight of a row', 0, 'above 0');
}
