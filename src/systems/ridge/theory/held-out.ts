import { NoSolution } from '../../../numeric/errors.ts';
import { squared } from '../../../numeric/special.ts';
import { prepareModes } from '../../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';
import { count } from '../../../statistics/sentences.ts';
import type { DataProblem } from '../problem.ts';

/** What follows from rows held out, summed over outputs. */
export interface HeldOut {
  testError: number;
  trainError: number;
  gcv: number;
  /** Of 1/(tr(XXᵀ/P + λ)⁻¹/P). */
  kappa: number;
}

/**
 * Ridge regression on P of the M rows of a file, tested on the others, averaged over which rows are
 * drawn. Labels are taken as they are, so that nothing is assumed of target and noise, which so few
 * rows could not tell apart.
 *
 * The rows are the population, and drawing without replacement raises all its eigenvalues: with
 * σ_k those of XXᵀ, M in all, and δ = Pλ, κ̃ solves Σ 1/(1 + Mκ̃/(σ_k + δ)) = P. With
 * G = (XXᵀ + κ)⁻¹, κ = Mκ̃ + δ, the mean error of row i when it is held out is (Gy)_i/G_ii, and
 * the fluctuation multiplies its square by (1 − P/M)/(1 − γ). The residual of a row that is trained
 * on is δ s_i times that error, 1/s_i = 1/G_ii − κ + δ. At P = M − 1 this is leave-one-out. Derived
 * here, by the argument of the system `kernel` for a file with XXᵀ for the kernel, and held against
 * simulation in files.test.ts.
 *
 * `inputs` are M × D and `labels` M × outputs, row-major, `overlap` D × outputs; errors are in
 * units of label², κ in those of η. Throws `NoSolution` for a negative ridge, for P ≥ M, and where
 * κ = 0, at λ = 0 and P ≥ rank.
 */
export function heldOutErrors({ samples, ridge, rows, outputs, eta, inputs, overlap, labels }: DataProblem): HeldOut {
  const modes = eta.length;
  const few = `${rows} rows are few for ${count(modes, 'input direction')}, so that theory goes by rows held out`;
  if (ridge < 0) throw new NoSolution(`${few}, which is known for ridges from 0 up`);
  if (samples >= rows) throw new NoSolution(`${few}, and samples may be at most ${rows - 1}`);
  const delta = samples * ridge;
  const raised = Float64Array.from({ length: rows }, (_, k) => ((k < modes ? rows * eta[k] : 0) + delta) / rows);
  const pool = prepareModes(raised);
  const kappaTilde = renormalizedRidge(pool, samples, 0);
  if (kappaTilde === 0)
    throw new NoSolution(
      `${samples} samples fill all ${modes} input directions, and without a ridge nothing is left to predict: use a ridge above 0`,
    );
  const { oneMinusGamma } = degreesOfFreedom(pool, samples, 0, kappaTilde);
  const kappa = rows * kappaTilde + delta;
  // G = (1 − Σ_k x_k x_kᵀ share_k)/κ with x_k the column k of the inputs, of square length Mη_k.
  const shares = eta.map((value) => 1 / (rows * value + kappa));
  const fluctuation = (1 - samples / rows) / oneMinusGamma;
  const fitted = new Float64Array(outputs);
  let [test, train, susceptibility] = [0, 0, 0];
  for (let i = 0; i < rows; i++) {
    let own = 0;
    fitted.fill(0);
    for (let k = 0; k < modes; k++) {
      const x = inputs[i * modes + k];
      const share = x * shares[k];
      own += x * share;
      for (let c = 0; c < outputs; c++) fitted[c] += rows * share * overlap[k * outputs + c];
    }
    let missed = 0;
    for (let c = 0; c < outputs; c++) missed += squared((labels[i * outputs + c] - fitted[c]) / (1 - own));
    const s = 1 / (kappa / (1 - own) - kappa + delta);
    test += missed / rows;
    train += (missed * s * s) / rows;
    susceptibility += s / rows;
  }
  return {
    testError: fluctuation * test,
    trainError: delta * delta * fluctuation * train,
    gcv: (fluctuation * train) / squared(susceptibility),
    kappa: 1 / (samples * susceptibility),
  };
}
