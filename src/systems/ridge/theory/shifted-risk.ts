import { BadShape, OutOfRange } from '../../../numeric/errors.ts';
import type { Modes } from '../../../random-matrices/modes.ts';
import { risk } from './risk.ts';

/**
 * A test distribution of its own: covariance Σ' and target w̄', both given in the training
 * eigenbasis.
 */
export interface ShiftedProblem {
  eta: ArrayLike<number>;
  /** w̄_k ² of the training target; given as squares, since only these matter. */
  weightsSquared: ArrayLike<number>;
  /** η'_k ≥ 0: variance of the test inputs along the training eigenvectors. */
  testEta: ArrayLike<number>;
  samples: number;
  ridge: number;
  noise: number;
  modes?: Modes;
}

/**
 * Excess error under covariate shift, E_ood = Σ κ² η' w̄²/(η+κ)² + (1/P) Σ ηη'/(η+κ)² · E_test,
 * with its two sums.
 *
 * Only the diagonal of Σ' in the training eigenbasis enters. All three arrays have length D.
 * Directions never seen in training (η = 0) contribute η' w̄² in full. With Σ' = Σ this is
 * `excessError`. Errors as `risk`. Source: 2106.02261; 2405.00592.
 */
export function shiftedRisk(problem: ShiftedProblem): {
  kappa: number;
  biasSquared: number;
  /** Σ ηη'/(η+κ)². */
  df2Cross: number;
  excessError: number;
} {
  checkLengths(problem);
  const { eta, weightsSquared, samples, ridge, noise, modes } = problem;
  const power = new Float64Array(eta.length);
  for (let k = 0; k < eta.length; k++) power[k] = eta[k] * weightsSquared[k];
  const { kappa, testError } = risk({ eta, power, samples, ridge, noise, modes });
  const { biasSquared, df2Cross } = shiftedSums(problem, kappa);
  const variance = testError === 0 || df2Cross === 0 ? 0 : (df2Cross / samples) * testError;
  return { kappa, biasSquared, df2Cross, excessError: biasSquared + variance };
}

/**
 * The sums of `shiftedRisk` at a κ that the caller has solved for already: Σ κ² η' w̄²/(η+κ)² and Σ
 * ηη'/(η+κ)².
 */
export function shiftedSums(spectra: Spectra, kappa: number): { biasSquared: number; df2Cross: number } {
  checkLengths(spectra);
  const { eta, weightsSquared, testEta } = spectra;
  let biasSquared = 0;
  let df2Cross = 0;
  for (let k = eta.length - 1; k >= 0; k--) {
    if (!(testEta[k] >= 0)) throw new OutOfRange(`test eigenvalue ${k}`, testEta[k], 'at least 0');
    const missed = eta[k] === 0 ? 1 : kappa / (eta[k] + kappa);
    biasSquared += missed * missed * testEta[k] * weightsSquared[k];
    if (eta[k] > 0) df2Cross += (eta[k] / (eta[k] + kappa)) * (testEta[k] / (eta[k] + kappa));
  }
  return { biasSquared, df2Cross };
}

type Spectra = Pick<ShiftedProblem, 'eta' | 'weightsSquared' | 'testEta'>;

function checkLengths({ eta, weightsSquared, testEta }: Spectra): void {
  if (eta.length !== testEta.length || eta.length !== weightsSquared.length)
    throw new BadShape(
      `${eta.length} eigenvalues, ${weightsSquared.length} weights and ${testEta.length} test eigenvalues differ in number`,
    );
}
