import { doubles } from '../../../numeric/doubles.ts';
import { BadShape, OutOfRange } from '../../../numeric/errors.ts';
import { type Modes, prepareModes } from '../../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';

/**
 * Ridge regression ŵ = (XᵀX/P + λ)⁻¹Xᵀy/P on P samples x ~ N(0, Σ), y = x·w̄ + ε, Var ε = σ², in
 * the eigenbasis of Σ.
 */
export interface RidgeProblem {
  /** Eigenvalues η_k ≥ 0 of Σ, units of input². */
  eta: ArrayLike<number>;
  /**
   * c_k = η_k w̄_k² ≥ 0, the target's variance in each mode, units of label². Where η_k = 0 it is
   * power that no model learns.
   */
  power: ArrayLike<number>;
  /** P > 0. */
  samples: number;
  /** λ, units of η. Negative ones as `renormalizedRidge` allows. */
  ridge: number;
  /** σ² ≥ 0, units of label². */
  noise: number;
  /** `prepareModes(eta)`, when many problems share a spectrum. */
  modes?: Modes;
}

/**
 * Deterministic equivalents, to leading order in large P and D; corrections are O(1/P). `Infinity`
 * where theory diverges.
 */
export interface Risk {
  kappa: number;
  /** Df1 = Σ η/(η+κ) and Df2 = Σ η²/(η+κ)², unnormalised. */
  df1: number;
  df2: number;
  /** γ = Df2/P, and 1 − γ to full relative accuracy. */
  gamma: number;
  oneMinusGamma: number;
  /** κ/λ = 1/(1 − Df1/P); `Infinity` when training data are interpolated. */
  S: number;
  /** Error of the average predictor: Σ κ² c/(η+κ)². */
  biasSquared: number;
  /**
   * Variance over the inputs without noise, γ/(1−γ)·bias², and what label noise adds to it,
   * γ/(1−γ)·σ².
   */
  varianceData: number;
  varianceNoise: number;
  /** E_g: their sum. Test error E_test = E_g + σ². */
  excessError: number;
  testError: number;
  /** (1/P)‖y − Xŵ‖² = E_test/S², without the ridge's term. */
  trainError: number;
  /**
   * What generalised cross validation converges to: the test error. At λ = 0 and P < rank E_tr/(1 −
   * Df1/P)² is 0/0 and its limit λ → 0 is meant, which KARE computes; undefined at λ = 0, P = rank,
   * where there is no limit.
   */
  gcv: number | undefined;
  /**
   * What KARE converges to, as a formula in the Gram matrix: undefined at λ = 0 and P ≥ rank, where
   * that is singular.
   */
  kare: number | undefined;
  /** What 1/tr(XXᵀ + Pλ)⁻¹ converges to: κ; undefined as `kare`. */
  kappaHat: number | undefined;
}

/**
 * Everything that theory says of one ridge regression, averaged over training sets.
 *
 * `eta` and `power` have the same length D; units as in `RidgeProblem`. At λ = 0 and P = rank the
 * noise part diverges: `Infinity` when σ > 0 or when power lies where η = 0. Throws `BadShape` for
 * different lengths, `OutOfRange` for a negative power or noise, and as `renormalizedRidge`.
 *
 * Sources: 2405.00592 (linear regression); 1903.08560; for GCV 2203.06176, for KARE 2006.09796.
 */
export function risk(problem: RidgeProblem): Risk {
  const { eta, samples, ridge } = problem;
  checkTarget(problem);
  const modes = problem.modes ?? prepareModes(eta);
  return riskAt(problem, modes, renormalizedRidge(modes, samples, ridge));
}

/** `risk` at a κ that the caller has solved for already. */
export function riskAt(problem: RidgeProblem, modes: Modes, kappa: number): Risk {
  const { samples, ridge, noise } = problem;
  const { df1, df2, gamma, oneMinusGamma, inverseS } = degreesOfFreedom(modes, samples, ridge, kappa);
  const biasSquared = bias(problem.eta, problem.power, kappa);
  const varianceData = biasSquared === 0 ? 0 : (gamma / oneMinusGamma) * biasSquared;
  const varianceNoise = noise === 0 ? 0 : (gamma / oneMinusGamma) * noise;
  const excessError = biasSquared + varianceData + varianceNoise;
  const testError = excessError + noise;
  const regularGram = ridge !== 0 || samples < modes.rank;
  return {
    kappa,
    df1,
    df2,
    gamma,
    oneMinusGamma,
    S: inverseS === 0 ? Number.POSITIVE_INFINITY : 1 / inverseS,
    biasSquared,
    varianceData,
    varianceNoise,
    excessError,
    testError,
    trainError: inverseS === 0 ? 0 : testError * inverseS * inverseS,
    gcv: ridge === 0 && samples === modes.rank ? undefined : testError,
    kare: regularGram ? testError : undefined,
    kappaHat: regularGram ? kappa : undefined,
  };
}

/** Bias² B = Σ κ² c/(η+κ)²; at κ = 0 what is left is the power where η = 0. */
export function bias(values: ArrayLike<number>, powers: ArrayLike<number>, kappa: number): number {
  const [eta, power] = [doubles(values), doubles(powers)];
  let sum = 0;
  // Spectra come largest first as a rule; from the end the sum runs small to large.
  for (let k = eta.length - 1; k >= 0; k--) {
    const missed = eta[k] === 0 ? 1 : kappa / (eta[k] + kappa);
    sum += missed * missed * power[k];
  }
  return sum;
}

export function checkTarget({ eta, noise, ...given }: Pick<RidgeProblem, 'eta' | 'power' | 'noise'>): void {
  const power = doubles(given.power);
  if (eta.length !== power.length) throw new BadShape(`${eta.length} eigenvalues but ${power.length} powers`);
  for (let k = 0; k < power.length; k++)
    if (!(power[k] >= 0) || power[k] === Number.POSITIVE_INFINITY)
      throw new OutOfRange(`the target's power in mode ${k}`, power[k], 'finite and at least 0');
  if (!(noise >= 0) || noise === Number.POSITIVE_INFINITY)
    throw new OutOfRange('the noise variance', noise, 'finite and at least 0');
}
