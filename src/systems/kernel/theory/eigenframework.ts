import { BadShape, OutOfRange } from '../../../numeric/errors.ts';
import { prepareLevels } from '../../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';

/**
 * Kernel ridge regression f(x) = k_xᵀ(K + δ)⁻¹y on n samples, in the eigenbasis K(x, x′) = Σ λ_i
 * φ_i(x) φ_i(x′), E φ_i φ_j = δ_ij.
 */
export interface Regression {
  /** λ ≥ 0 of each level. */
  eigenvalues: ArrayLike<number>;
  /** How many modes have it. */
  multiplicities: ArrayLike<number>;
  /** Σ v_i² of the target over a level's modes, units of label². */
  power: ArrayLike<number>;
  /** Power of the target outside the levels given, which is never learned. */
  unlearned?: number;
  /** n > 0. */
  samples: number;
  /** δ ≥ 0, units of K. Eigenvalues too small to be in the list add their trace here. */
  ridge: number;
  /** σ² ≥ 0, variance of the label noise. */
  noise: number;
  /**
   * Samples are drawn without replacement from this many points, on all of which the φ_i are
   * orthonormal, and tested on the others; infinite by default. The multiplicities then sum to it.
   */
  pool?: number;
}

export interface Eigenlearning {
  /** κ: modes with λ_i ≫ κ are learned. */
  kappa: number;
  /** L_i = λ_i/(λ_i + κ) of each level: E v̂_i = L_i v_i. */
  learnability: Float64Array;
  /** Σ L_i = n − δ/κ, the conserved sum (n − (1 − ΣL/M) δ/κ from a pool of M). */
  totalLearnability: number;
  /** Test error on pure unit noise, E_0 = n/(n − Σ L²) for an infinite pool. */
  overfitting: number;
  /** Including the noise of the test labels. */
  testError: number;
  trainError: number;
  /** What 1/tr(K + δ)⁻¹ converges to: κ for an infinite pool. */
  kappaHat: number;
}

/**
 * The eigenframework. For an infinite pool: Σ λ/(λ+κ) + δ/κ = n, E_test = E_0 (Σ (1 − L)² v² + σ²),
 * E_train = (δ/nκ)² E_test.
 *
 * A pool of M points has a fixed Gram matrix with eigenvalues M λ_i, and the samples are a random
 * subset of its rows. Adding c to its diagonal and taking c off the ridge changes no prediction off
 * the training set, so δ may be traded for λ_i + δ/M at zero ridge; there the projection on a
 * random subset has the same equation as an infinite pool, Σ (λ_i + δ/M)/(λ_i + δ/M + κ̃) = n, and
 * E_test = M/(M − n) Σ (1 − L̃)² v²/(1 − Σ L̃²/n), E_train = (δ(1 − n/M)/nκ̃)² E_test,
 * κ = κ̃ + δ/M. (The eigenvectors must be incoherent with the rows; this is the S-transform of a
 * projection, (1 − Df/M)/(1 − Df/n), in the place of the Wishart matrix's.) At zero ridge all is
 * the limit of small ridges.
 *
 * Throws `BadShape` and `OutOfRange` for what is outside the ranges above, and n ≥ M. `Infinity` at
 * zero ridge and n = rank. Sources: 2110.03922; 2002.02561; 2006.13198. Finite pool: derived here,
 * checked by simulation in eigenframework.test.ts.
 */
export function eigenlearning(problem: Regression): Eigenlearning {
  const { eigenvalues, multiplicities, power, samples: n, ridge, noise, unlearned = 0 } = problem;
  const M = problem.pool ?? Number.POSITIVE_INFINITY;
  check(problem);
  const shift = ridge / M;
  const shifted = Float64Array.from(eigenvalues).map((value) => value + shift);
  const modes = prepareLevels(shifted, multiplicities);
  const left = M === Number.POSITIVE_INFINITY ? ridge : 0;
  const kappaTilde = renormalizedRidge(modes, n, left / n);
  const { oneMinusGamma: open, inverseS } = degreesOfFreedom(modes, n, left / n, kappaTilde);
  const kappa = kappaTilde + shift;
  // Without a ridge, beyond the rank r of a pool, κ̃/(κ̃ + δ/M) and 1 − γ are what they are for
  // δ → 0, where κ̃ is δ/M (M − n)/(n − r).
  const vanished = kappaTilde === 0 && M !== Number.POSITIVE_INFINITY ? (M - n) / (M - modes.rank) : 1;
  const oneMinusGamma = open * vanished;

  let bias = unlearned;
  const learnability = new Float64Array(shifted.length);
  for (let i = shifted.length - 1; i >= 0; i--) {
    const value = eigenvalues[i];
    learnability[i] = value === 0 ? 0 : value / (value + kappa);
    const missed = shifted[i] === 0 ? vanished : kappaTilde / (shifted[i] + kappaTilde);
    bias += missed * missed * power[i];
  }
  let totalLearnability = 0;
  for (let i = shifted.length - 1; i >= 0; i--) totalLearnability += learnability[i] * multiplicities[i];
  const rest = M === Number.POSITIVE_INFINITY ? 1 : 1 - n / M;
  const overfitting = 1 / oneMinusGamma - (1 / rest - 1);
  const signal = bias === 0 ? 0 : bias / (rest * oneMinusGamma);
  const testError = signal + (noise === 0 ? 0 : noise * overfitting);
  // The share of its label that a training point's residual keeps: δ/(nκ), which is 1 − ΣL/n.
  const kept = kappaTilde === 0 || M === Number.POSITIVE_INFINITY ? inverseS : (ridge * rest) / (n * kappaTilde);
  return {
    kappa,
    learnability,
    totalLearnability,
    overfitting,
    testError,
    trainError: kept === 0 ? 0 : kept * kept * testError,
    kappaHat: kappaTilde / rest,
  };
}

/**
 * Mean and variance over training sets of the coefficient v̂_i of one mode of learnability L: L v
 * and L² E_test/n. (For one fixed target the variance has a further term of order v² L²(1 − L)²/n.)
 * Source: 2110.03922.
 */
export function modeStatistics(
  learnability: number,
  coefficient: number,
  testError: number,
  samples: number,
): { mean: number; variance: number } {
  return { mean: learnability * coefficient, variance: (learnability * learnability * testError) / samples };
}

function check({ eigenvalues, multiplicities, power, samples, ridge, noise, unlearned = 0, pool }: Regression): void {
  if (eigenvalues.length !== power.length || eigenvalues.length !== multiplicities.length)
    throw new BadShape(
      `${eigenvalues.length} eigenvalues, ${multiplicities.length} multiplicities and ${power.length} powers differ in number`,
    );
  for (let i = 0; i < power.length; i++)
    if (!(power[i] >= 0) || power[i] === Number.POSITIVE_INFINITY)
      throw new OutOfRange(`the target's power in level ${i}`, power[i], 'finite and at least 0');
  for (const [name, value] of Object.entries({
    'the ridge': ridge,
    'the noise variance': noise,
    'the unlearned power': unlearned,
  }))
    if (!(value >= 0) || value === Number.POSITIVE_INFINITY) throw new OutOfRange(name, value, 'finite and at least 0');
  if (pool !== undefined && !(samples < pool))
    throw new OutOfRange('the number of samples', samples, `below the ${pool} points they are drawn from`);
}
