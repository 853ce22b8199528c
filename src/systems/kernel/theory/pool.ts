import type { Engine } from '../../../numeric/engine.ts';
import { NoSolution } from '../../../numeric/errors.ts';
import { remember } from '../../../numeric/remember.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import { prepareModes } from '../../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';
import { POOLS, type Pool } from '../pool.ts';

export interface PoolPrediction {
  testError: number;
  trainError: number;
  kare: number;
  overfitting: number;
  /** Of 1/tr(K + δ)⁻¹. */
  kappaHat: number;
  totalLearnability: number;
}

/**
 * Kernel ridge regression on n of the M rows of a file, tested on the others, averaged over which
 * rows are drawn. Labels are taken as they are, so nothing has to be guessed about target and
 * noise.
 *
 * κ solves the equation of `eigenlearning` for a pool of M. With G = (K + Mκ)⁻¹ of the whole pool,
 * the mean error of row i when it is held out is (Gy)_i/G_ii, the leave-one-out formula (which κ
 * leaves as it is), and its fluctuation multiplies the square by (1 − n/M)/(1 − γ). Where all G_ii
 * are equal this is `eigenlearning`; on real data they are not: rows far from the others are harder
 * to predict. A training point's residual is δ s_i times its error when held out, with the
 * susceptibility 1/s_i = 1/G_ii − Mκ + δ.
 *
 * As n → M − 1 it becomes leave-one-out cross-validation; before, one κ for all rows is an
 * approximation. Throws `NoSolution` where κ = 0, at zero ridge and n ≥ rank. Derived here, from
 * the cavity (leave-one-out) argument; checked in pool.test.ts, and on the digits in
 * system.test.ts.
 */
export function predictPool(pool: Pool, n: number, ridge: number, engine: Engine): PoolPrediction {
  const { rows: M, outputs } = pool;
  if (n > M - 1)
    throw new NoSolution(
      `the prediction is for a part of the file's ${M} rows, tested on the others: samples may be at most ${M - 1}`,
    );
  const { values, vectors, labels } = poolEigen({ pool, engine });
  const modes = prepareModes(values.map((value) => (value + ridge) / M));
  const kappaTilde = renormalizedRidge(modes, n, 0);
  if (kappaTilde === 0)
    throw new NoSolution(
      `the Gram matrix has rank ${modes.rank} and ${n} samples interpolate nothing uniquely: use a ridge above 0`,
    );
  const { oneMinusGamma } = degreesOfFreedom(modes, n, 0, kappaTilde);
  const kappa = M * kappaTilde + ridge;
  const diagonal = new Float64Array(M);
  const squared = new Float64Array(M);
  const solved = new Float64Array(M * outputs);
  for (let k = 0; k < M; k++) {
    const weight = 1 / (values[k] + kappa);
    const row = k * M;
    for (let i = 0; i < M; i++) {
      const share = vectors[row + i] ** 2 * weight;
      diagonal[i] += share;
      squared[i] += share * weight;
    }
    for (let c = 0; c < outputs; c++) {
      const coefficient = weight * labels[k * outputs + c];
      const start = c * M;
      for (let i = 0; i < M; i++) solved[start + i] += coefficient * vectors[row + i];
    }
  }
  const fluctuation = (1 - n / M) / oneMinusGamma;
  let [test, noise, train, susceptibility] = [0, 0, 0, 0];
  for (let i = 0; i < M; i++) {
    const g = diagonal[i];
    let missed = 0;
    for (let c = 0; c < outputs; c++) missed += (solved[c * M + i] / g) ** 2;
    const s = 1 / (1 / g - kappa + ridge);
    test += missed / M;
    noise += squared[i] / (g * g) / M;
    train += (missed * s * s) / M;
    susceptibility += s / M;
  }
  const trace = n * susceptibility;
  return {
    testError: fluctuation * test,
    trainError: ridge * ridge * fluctuation * train,
    kare: (fluctuation * train) / susceptibility ** 2,
    overfitting: fluctuation * noise,
    kappaHat: 1 / trace,
    totalLearnability: n - ridge * trace,
  };
}

/** The eigendecomposition of the pool's Gram matrix. */
export interface PoolEigen {
  /** Eigenvalues σ ≥ 0, ascending; M times those of the kernel on the empirical distribution. */
  values: Float64Array;
  /** Row k is the eigenvector of value k. */
  vectors: Float64Array;
  /** Component of each output's labels along each eigenvector, values × outputs. */
  labels: Float64Array;
}

/** The same at every number of samples and ridge. */
export const poolEigen = remember(decompose, ({ pool }) => pool.key, POOLS);

function decompose({ pool, engine }: { pool: Pool; engine: Engine }): PoolEigen {
  const { gram, labels, rows, outputs } = pool;
  const { values, vectors } = eigenvaluesAndVectors(gram, rows, engine);
  const along = new Float64Array(rows * outputs);
  for (let k = 0; k < rows; k++)
    for (let i = 0; i < rows; i++) {
      const u = vectors[k * rows + i];
      for (let c = 0; c < outputs; c++) along[k * outputs + c] += u * labels[i * outputs + c];
    }
  // Negative eigenvalues of a Gram matrix are rounding.
  return { values: values.map((value) => Math.max(value, 0)), vectors, labels: along };
}
