import type { Engine } from '../../numeric/engine.ts';
import { NotPositiveDefinite, OrreryError } from '../../numeric/errors.ts';
import type { Matrix } from '../../numeric/heap.ts';

/** One ridge regression of C label columns on features Φ (P × N). Sums over columns are kept apart for each. */
export interface Fit {
  /** Φ's coefficients V, N × C, on the heap. */
  coefficients: Matrix;
  /** ‖y − Φv‖²/P of each column. */
  trainErrors: Float64Array;
  /** The same over (1 − D̂f₁/P)²: generalised cross-validation, its limit where both are 0. */
  gcv: Float64Array;
  /** κ̂₁ = 1/(tr(ΦΦᵀ/P + λ)⁻¹/P). */
  dataRidge: number;
  /** N − D̂f₁ = λ tr(ΦᵀΦ/P + λ)⁻¹. */
  left: number;
}

/** A Gram matrix is singular in double precision, so that its fit cannot be computed. */
export class IllConditioned extends OrreryError {
  constructor(ridge: number) {
    super(
      `the features' Gram matrix is singular in double precision at ridge ${ridge}: use a larger ridge, or exactly 0`,
    );
  }
}

/**
 * V = argmin (1/P)‖Y − ΦV‖² + λ‖V‖², at λ = 0 the solution of least norm. `rank` is that of Φ: where it is below both sizes and λ = 0 the
 * singular Gram matrix is inverted on its range. Y is overwritten. Allocates V first, so that a scope's end frees the rest.
 * Throws `IllConditioned`.
 */
export function fitRidge(features: Matrix, labels: Matrix, ridge: number, rank: number, engine: Engine): Fit {
  const coefficients = engine.heap.matrix(features.columns, labels.columns);
  return engine.heap.scope(() => {
    const isDual = features.rows <= features.columns;
    if (ridge === 0 && rank < Math.min(features.rows, features.columns))
      return fitOnRange(features, labels, rank, coefficients, engine);
    return (isDual ? fitDual : fitPrimal)(features, labels, ridge, coefficients, engine);
  });
}

/** With the P × P matrix G = ΦΦᵀ/P + λ: V = Φᵀ G⁻¹ Y/P, and the residual is λ G⁻¹ Y. */
function fitDual(features: Matrix, labels: Matrix, ridge: number, coefficients: Matrix, engine: Engine): Fit {
  const [samples, width] = [features.rows, features.columns];
  const gram = engine.heap.matrix(samples, samples);
  engine.syrk({ a: features, c: gram, alpha: 1 / samples });
  factor(gram, ridge, engine);
  engine.solveCholesky(gram, labels);
  engine.gemm({ a: features, transposeA: true, b: labels, c: coefficients, alpha: 1 / samples });
  engine.invertLower(gram);
  const traceOfInverse = sumOfSquares(gram);
  const dataRidge = samples / traceOfInverse;
  const solutions = meanSquares(labels);
  return {
    coefficients,
    trainErrors: solutions.map((mean) => ridge * ridge * mean),
    gcv: solutions.map((mean) => dataRidge * dataRidge * mean),
    dataRidge,
    left: width - samples + ridge * traceOfInverse,
  };
}

/** With the N × N matrix S = ΦᵀΦ/P + λ: V = S⁻¹ ΦᵀY/P, and tr G⁻¹ = (P − N)/λ + tr S⁻¹. */
function fitPrimal(features: Matrix, labels: Matrix, ridge: number, coefficients: Matrix, engine: Engine): Fit {
  const [samples, width] = [features.rows, features.columns];
  const covariance = engine.heap.matrix(width, width);
  engine.syrk({ a: features, transpose: true, c: covariance, alpha: 1 / samples });
  factor(covariance, ridge, engine);
  engine.gemm({ a: features, transposeA: true, b: labels, c: coefficients, alpha: 1 / samples });
  engine.solveCholesky(covariance, coefficients);
  engine.gemm({ a: features, b: coefficients, c: labels, alpha: -1, beta: 1 });
  engine.invertLower(covariance);
  const left = ridge * sumOfSquares(covariance);
  const unused = (samples - width + left) / samples;
  const trainErrors = meanSquares(labels);
  return {
    coefficients,
    trainErrors,
    gcv: trainErrors.map((error) => error / unused ** 2),
    dataRidge: ridge / unused,
    left,
  };
}

/** Least norm by the eigenvectors of ΦᵀΦ/P or ΦΦᵀ/P, whichever is smaller, with its `rank` largest eigenvalues. */
function fitOnRange(features: Matrix, labels: Matrix, rank: number, coefficients: Matrix, engine: Engine): Fit {
  const [samples, width] = [features.rows, features.columns];
  const isDual = samples <= width;
  const n = Math.min(samples, width);
  const { heap } = engine;
  const gram = heap.matrix(n, n);
  engine.syrk({ a: features, transpose: !isDual, c: gram, alpha: 1 / samples });
  const values = engine.eigh(gram, { vectors: true });
  const right = heap.matrix(n, labels.columns);
  if (isDual) right.values.set(labels.values);
  else engine.gemm({ a: features, transposeA: true, b: labels, c: right, alpha: 1 / samples });
  const along = heap.matrix(n, labels.columns);
  engine.gemm({ a: gram, b: right, c: along });
  const entries = along.values;
  for (let i = 0; i < n; i++) {
    if (i >= n - rank && !(values[i] * WORST_CONDITION > values[n - 1])) throw new IllConditioned(0);
    for (let c = 0; c < labels.columns; c++)
      entries[i * labels.columns + c] = i < n - rank ? 0 : entries[i * labels.columns + c] / values[i];
  }
  engine.gemm({ a: gram, transposeA: true, b: along, c: right });
  if (isDual) engine.gemm({ a: features, transposeA: true, b: right, c: coefficients, alpha: 1 / samples });
  else coefficients.values.set(right.values);
  engine.gemm({ a: features, b: coefficients, c: labels, alpha: -1, beta: 1 });
  const trainErrors = meanSquares(labels);
  const unused = 1 - rank / samples;
  return { coefficients, trainErrors, gcv: trainErrors.map((e) => e / unused ** 2), dataRidge: 0, left: width - rank };
}

/** The squares of a Cholesky factor's diagonal bound the condition number from below; past 1e13 no digit of the fit is left. */
const WORST_CONDITION = 1e13;

function factor(matrix: Matrix, ridge: number, engine: Engine): void {
  const diagonal = matrix.columns + 1;
  for (let i = 0; i < matrix.rows; i++) matrix.values[i * diagonal] += ridge;
  try {
    engine.cholesky(matrix);
  } catch (error) {
    if (error instanceof NotPositiveDefinite) throw new IllConditioned(ridge);
    throw error;
  }
  const values = matrix.values;
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < matrix.rows; i++) {
    const pivot = values[i * diagonal] ** 2;
    smallest = Math.min(smallest, pivot);
    largest = Math.max(largest, pivot);
  }
  if (largest > WORST_CONDITION * smallest) throw new IllConditioned(ridge);
}

/** Of a lower triangular matrix. */
function sumOfSquares(matrix: Matrix): number {
  const { rows, columns, values } = matrix;
  let sum = 0;
  for (let i = 0; i < rows; i++) for (let k = i * columns; k <= i * columns + i; k++) sum += values[k] * values[k];
  return sum;
}

/** Of each column. */
function meanSquares(matrix: Matrix): Float64Array {
  const { rows, columns } = matrix;
  const means = new Float64Array(columns);
  const values = matrix.values;
  for (let start = 0; start < values.length; start += columns)
    for (let c = 0; c < columns; c++) means[c] += values[start + c] ** 2 / rows;
  return means;
}
