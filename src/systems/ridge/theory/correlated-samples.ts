import { OutOfRange } from '../../../numeric/errors.ts';
import { squared } from '../../../numeric/special.ts';
import { type Modes, prepareLevels, prepareModes } from '../../../random-matrices/modes.ts';
import { sumsAt, twoRidges } from '../../../random-matrices/two-ridges.ts';
import { bias, checkTarget, type RidgeProblem } from './risk.ts';

const LARGEST = 1e100;

export interface CorrelatedRisk {
  kappa: number;
  /** κ̃ of the sample correlations: Σ k/(k+κ̃) = Df1(κ). */
  kappaTilde: number;
  df1: number;
  df2: number;
  /** Σ k²/(k+κ̃)². */
  df2Tilde: number;
  gamma: number;
  oneMinusGamma: number;
  biasSquared: number;
  excessError: number;
  /** (1/P)‖y − Xŵ‖². */
  trainError: number;
  /**
   * What generalised cross-validation converges to, which is not the test error; undefined at λ =
   * 0, P = rank.
   */
  gcv: number | undefined;
}

/**
 * Ridge regression on correlated samples, X = K^{1/2} Z Σ^{1/2}, with noise correlated alike, ε = σ
 * K^{1/2} e.
 *
 * `correlation`: the P eigenvalues k_p ≥ 0 of K, mean 1 (P is their number), or levels of them with
 * `multiplicities`, whose sum is P. λ = κ κ̃ Df1/P, γ =
 * Df2 D̃f2/Df1². The test point is not correlated with the training set. K = 1 gives `risk`;
 * ordinary GCV is biased here. The training error is as derived in notes.md. Ridge λ ≥ 0. Throws
 * `OutOfRange` for a negative ridge or a K whose mean is not 1, else as `risk`. Source: 2408.04607.
 */
export function correlatedSamplesRisk(
  problem: Omit<RidgeProblem, 'samples'>,
  correlation: ArrayLike<number>,
  multiplicities?: ArrayLike<number>,
): CorrelatedRisk {
  checkTarget(problem);
  const { ridge, noise } = problem;
  if (!(ridge >= 0) || !Number.isFinite(ridge)) throw new OutOfRange('the ridge', ridge, 'finite and at least 0');
  const modes = problem.modes ?? prepareModes(problem.eta);
  // Products of κ and κ̃ must stay numbers.
  if (ridge > LARGEST * modes.trace)
    throw new OutOfRange('the ridge', ridge, `at most ${LARGEST * modes.trace} with correlated samples`);
  const rows = rowsOf(correlation, multiplicities);
  const samples = rows.dimension;
  if (Math.abs(rows.trace / samples - 1) > 1e-9)
    throw new OutOfRange('the mean eigenvalue of the sample correlations', rows.trace / samples, '1');
  const { kappa, kappaTilde } = twoRidges(modes, rows, samples, ridge);
  const sums = sumsAt(modes, kappa);
  const rowSums = sumsAt(rows, kappaTilde);
  const gamma = (sums.df2 / sums.df1) * (rowSums.df2 / sums.df1);
  // 1 − γ = 1 − D̃f2/Df1 + D̃f2/Df1 (1 − Df2/Df1), whose addends are not negative.
  const oneMinusGamma = rowSums.spread / sums.df1 + (rowSums.df2 / sums.df1) * (sums.spread / sums.df1);
  const biasSquared = bias(problem.eta, problem.power, kappa);
  const lost = biasSquared + gamma * noise;
  const shown = trainingErrors(correlation, multiplicities, { samples, kappaTilde, ...sums }, biasSquared + noise);
  return {
    kappa,
    kappaTilde,
    df1: sums.df1,
    df2: sums.df2,
    df2Tilde: rowSums.df2,
    gamma,
    oneMinusGamma,
    biasSquared,
    excessError: lost === 0 ? 0 : lost / oneMinusGamma,
    ...shown,
  };
}

/**
 * E_train = (λ/κ)² dκ/dλ · (B + σ²) and E_train/(1 − Df1/P)², in terms that stay finite at κ̃ = 0:
 * with g = Σ k/(k+κ̃)² and h = Σ 1/(k+κ̃), 1 − Df1/P = κ̃ h/P and κ̃ d ln λ/d ln κ = κ̃ (1 −
 * spread/Df1) + spread/g.
 */
function trainingErrors(
  correlation: ArrayLike<number>,
  multiplicities: ArrayLike<number> | undefined,
  { samples, kappaTilde, df1, spread }: { samples: number; kappaTilde: number; df1: number; spread: number },
  missed: number,
): Pick<CorrelatedRisk, 'trainError' | 'gcv'> {
  let [g, h] = [0, 0];
  for (let p = 0; p < correlation.length; p++) {
    const count = multiplicities ? multiplicities[p] : 1;
    const inverse = 1 / (correlation[p] + kappaTilde);
    g += count * correlation[p] * inverse * inverse;
    h += count * inverse;
  }
  const steepness = kappaTilde * (1 - spread / df1) + spread / g;
  if (steepness === 0) return { trainError: 0, gcv: undefined };
  const perRidge = ((df1 / samples) * missed) / steepness;
  return { trainError: kappaTilde * kappaTilde * perRidge, gcv: perRidge / squared(h / samples) };
}

/** Samples are whole in number, whatever the multiplicities round to. */
function rowsOf(correlation: ArrayLike<number>, multiplicities?: ArrayLike<number>): Modes {
  if (!multiplicities) return prepareModes(correlation);
  const levels = prepareLevels(correlation, multiplicities);
  return { ...levels, rank: Math.round(levels.rank), dimension: Math.round(levels.dimension) };
}
