import type { Engine } from '../../../numeric/engine.ts';
import { NoSolution } from '../../../numeric/errors.ts';
import { remember } from '../../../numeric/remember.ts';
import { squared as squareOf } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors, withoutRounding } from '../../../numeric/symmetric.ts';
import { prepareModes } from '../../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';
import { plain } from '../../../statistics/sentences.ts';
import { POOLS, type Pool } from '../pool.ts';

export interface PoolPrediction {
  testError: number;
  trainError: number;
  /** Absent at the peak of a fit without a ridge. */
  kare?: number;
  overfitting: number;
  /** Of 1/tr(K + δ)⁻¹. */
  kappaHat: number;
  totalLearnability: number;
  /** The relative error that all of them promise. */
  error: number;
}

/** Where rounding of the eigenvalues is far below κ. */
const promised = 1e-6;
/** Beyond this share of κ in rounding nothing is given. */
const worst = 1e-2;

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
 * approximation. At zero ridge and n ≥ rank it is the limit of small ridges, `Infinity` at
 * n = rank. Throws `NoSolution` at zero ridge where rows stand in the file more than once: a sample
 * that holds one twice has a singular kernel matrix, and a smaller rank than its size. Derived
 * here, from the cavity (leave-one-out) argument; checked in pool.test.ts, and on the digits in
 * system.test.ts.
 */
export function predictPool(pool: Pool, n: number, ridge: number, engine: Engine): PoolPrediction {
  const { rows: M, outputs } = pool;
  if (n > M - 1)
    throw new NoSolution(
      `the prediction is for a part of the file's ${M} rows, tested on the others: samples may be at most ${M - 1}`,
    );
  const { values, vectors, labels } = poolEigen({ pool, engine });
  if (ridge === 0 && pool.distinct < M)
    throw new NoSolution(
      `the file has ${M} rows but ${pool.distinct} different ones, and a sample that holds one twice has no fit without a ridge: use a ridge above 0, or give each row once`,
    );
  const spectrum = spectrumOf(values, n, ridge);
  const { delta, kappa, oneMinusGamma, error } = spectrum;
  if (oneMinusGamma === 0) return atThePeak(n);
  const rows = heldOut(spectrum.weights, { vectors, labels }, outputs);
  // A row that alone spans a direction has no part in the null space: its error is that without it.
  const alone = spectrum.rest && heldOut(spectrum.rest, { vectors, labels }, outputs);
  const isAlone = (i: number) => alone !== undefined && rows.diagonal[i] < M * Number.EPSILON;
  const fluctuation = (1 - n / M) / oneMinusGamma;
  let [test, noise, train, susceptibility] = [0, 0, 0, 0];
  for (let i = 0; i < M; i++) {
    const { diagonal, squared, missed } = isAlone(i) ? alone! : rows;
    const g = diagonal[i];
    const s = isAlone(i) ? 0 : 1 / (1 / g - kappa + delta);
    const error = missed[i] / squareOf(g);
    test += error / M;
    noise += squared[i] / squareOf(g) / M;
    train += (error * s * s) / M;
    susceptibility += s / M;
  }
  const trace = n * susceptibility;
  return {
    testError: fluctuation * test,
    trainError: delta * delta * fluctuation * train,
    kare: (fluctuation * train) / squareOf(susceptibility),
    overfitting: fluctuation * noise,
    kappaHat: delta === ridge ? 1 / trace : 0,
    totalLearnability: n - delta * trace,
    error,
  };
}

/**
 * Of each row, with G = Σ w_k u_k u_kᵀ over the eigenvectors: G_ii, (G²)_ii and |(Gy)_i|² over the
 * outputs.
 */
function heldOut(
  weights: Float64Array,
  { vectors, labels }: Pick<PoolEigen, 'vectors' | 'labels'>,
  outputs: number,
): { diagonal: Float64Array; squared: Float64Array; missed: Float64Array } {
  const M = weights.length;
  const [diagonal, squared, missed] = [new Float64Array(M), new Float64Array(M), new Float64Array(M)];
  const solved = new Float64Array(M * outputs);
  for (let k = 0; k < M; k++) {
    const weight = weights[k];
    if (weight === 0) continue;
    const row = k * M;
    for (let i = 0; i < M; i++) {
      const share = squareOf(vectors[row + i]) * weight;
      diagonal[i] += share;
      squared[i] += share * weight;
    }
    for (let c = 0; c < outputs; c++) {
      const coefficient = weight * labels[k * outputs + c];
      const start = c * M;
      for (let i = 0; i < M; i++) solved[start + i] += coefficient * vectors[row + i];
    }
  }
  for (let c = 0; c < outputs; c++) for (let i = 0; i < M; i++) missed[i] += squareOf(solved[c * M + i]);
  return { diagonal, squared, missed };
}

/** Zero ridge and as many samples as the rank. */
function atThePeak(n: number): PoolPrediction {
  const infinite = Number.POSITIVE_INFINITY;
  const errors = { testError: infinite, trainError: 0, overfitting: infinite };
  return { ...errors, kappaHat: 0, totalLearnability: n, error: promised };
}

/** What of the spectrum of the pool the prediction is made of. */
interface PoolSpectrum {
  /** 1/(σ + κ) of each eigenvalue, with κ and the ridge δ in the same unit. */
  weights: Float64Array;
  /** 1/σ of the eigenvalues that are not 0, where κ is 0. */
  rest?: Float64Array;
  delta: number;
  kappa: number;
  oneMinusGamma: number;
  error: number;
}

/**
 * κ from its equation. Without a ridge and beyond the rank r it is δ (M − r)/(n − r) for δ → 0: in
 * units of that δ the eigenvalues are infinite or 0. What decides, κ or else the smallest
 * eigenvalue, must be above the rounding of all eigenvalues, or `NoSolution` is thrown.
 */
function spectrumOf(values: Float64Array, n: number, ridge: number): PoolSpectrum {
  const M = values.length;
  const positive = values.filter((value) => value > 0);
  const rank = positive.length;
  if (ridge === 0 && n >= rank) {
    const error = errorOfRounding(values, positive[0]);
    const kappa = (M - rank) / (n - rank);
    const oneMinusGamma = ((1 - rank / n) * (M - n)) / (M - rank);
    const weights = values.map((value) => (value > 0 ? 0 : 1 / kappa));
    const rest = values.map((value) => (value > 0 ? 1 / value : 0));
    return { weights, rest, delta: 1, kappa, oneMinusGamma, error };
  }
  const modes = prepareModes(values.map((value) => (value + ridge) / M));
  const kappaTilde = renormalizedRidge(modes, n, 0);
  const kappa = M * kappaTilde + ridge;
  const error = errorOfRounding(values, kappa);
  const { oneMinusGamma } = degreesOfFreedom(modes, n, 0, kappaTilde);
  return { weights: values.map((value) => 1 / (value + kappa)), delta: ridge, kappa, oneMinusGamma, error };
}

/** Eigenvalues are known up to M ε times the largest, and count beside `scale`. */
function errorOfRounding(values: Float64Array, scale: number): number {
  const M = values.length;
  const error = (M * Number.EPSILON * values[M - 1]) / scale;
  if (error < worst) return Math.max(promised, error);
  throw new NoSolution(
    `eigenvalues of the file's Gram matrix are known up to rounding, ${plain(error * scale, 2)}, and here those of size ${plain(scale, 2)} decide: use a ridge well above that`,
  );
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
  return { values: withoutRounding(values), vectors, labels: along };
}
