import type { Engine } from '../numeric/engine.ts';
import { NotPositiveDefinite } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import { squared } from '../numeric/special.ts';
import { IllConditioned, WORST_CONDITION } from './ill-conditioned.ts';

/** Ridge regression argmin (1/P)‖Y − XW‖² + λ‖W‖² of inputs X (P × D) and labels Y (P × C). */
export interface RidgeRegression {
  inputs: Matrix;
  labels: Matrix;
  /** λ; at 0 the solution of least norm is meant. */
  ridge: number;
  /** What X would have were P and D as large as one likes; D unless given. Used at λ = 0, below. */
  rank?: number;
  /** What `IllConditioned` calls the matrix that it finds singular, and what it advises. */
  words?: { matrix: string; advice?: string };
}

/** A fit, and what is left to measure it by. */
export interface RidgeFit {
  /** W, D × C, on the heap. */
  coefficients: Matrix;
  /**
   * `dual`: G = XXᵀ/P + λ was inverted, the labels now hold G⁻¹Y, and the residual is λ G⁻¹Y.
   * `primal`: S = XᵀX/P + λ was, and they hold the residual Y − XW. `range`: at λ = 0 a singular
   * one of both was inverted on its range, and they hold the residual.
   */
  form: 'dual' | 'primal' | 'range';
  /** tr G⁻¹ or tr S⁻¹; of `range`, `Infinity`. */
  traceOfInverse: number;
}

/**
 * Fits on the smaller of the two Gram matrices. At λ = 0 and with a rank below both P and D that
 * matrix is singular, and is inverted on its range. The labels are overwritten, see `RidgeFit`; all
 * else that the fit allocates is freed. Throws `IllConditioned` when the matrix, or its range, is
 * singular in double precision.
 */
export function fitRidge(regression: RidgeRegression, engine: Engine): RidgeFit {
  const { inputs, labels, ridge, rank = inputs.columns } = regression;
  const coefficients = engine.heap.matrix(inputs.columns, labels.columns);
  return engine.heap.scope(() => {
    const isDual = inputs.rows <= inputs.columns;
    if (ridge === 0 && rank < Math.min(inputs.rows, inputs.columns))
      return fitOnRange(regression, rank, coefficients, engine);
    return (isDual ? fitDual : fitPrimal)(regression, coefficients, engine);
  });
}

/** With the P × P matrix G = XXᵀ/P + λ: W = Xᵀ G⁻¹ Y / P. */
function fitDual(regression: RidgeRegression, coefficients: Matrix, engine: Engine): RidgeFit {
  const { inputs, labels } = regression;
  const samples = inputs.rows;
  const gram = engine.heap.matrix(samples, samples);
  engine.syrk({ a: inputs, c: gram, alpha: 1 / samples });
  factor(gram, regression, engine);
  engine.solveCholesky(gram, labels);
  engine.gemm({ a: inputs, transposeA: true, b: labels, c: coefficients, alpha: 1 / samples });
  engine.invertLower(gram);
  return { coefficients, form: 'dual', traceOfInverse: sumOfSquares(gram) };
}

/** With the D × D matrix S = XᵀX/P + λ: W = S⁻¹ XᵀY / P. */
function fitPrimal(regression: RidgeRegression, coefficients: Matrix, engine: Engine): RidgeFit {
  const { inputs, labels } = regression;
  const [samples, modes] = [inputs.rows, inputs.columns];
  const covariance = engine.heap.matrix(modes, modes);
  engine.syrk({ a: inputs, transpose: true, c: covariance, alpha: 1 / samples });
  factor(covariance, regression, engine);
  engine.gemm({ a: inputs, transposeA: true, b: labels, c: coefficients, alpha: 1 / samples });
  engine.solveCholesky(covariance, coefficients);
  engine.gemm({ a: inputs, b: coefficients, c: labels, alpha: -1, beta: 1 });
  engine.invertLower(covariance);
  return { coefficients, form: 'primal', traceOfInverse: sumOfSquares(covariance) };
}

/**
 * Least norm by the eigenvectors of XᵀX/P or XXᵀ/P, whichever is smaller, with its `rank` largest
 * eigenvalues.
 */
function fitOnRange(
  { inputs, labels, words }: RidgeRegression,
  rank: number,
  coefficients: Matrix,
  engine: Engine,
): RidgeFit {
  const [samples, modes] = [inputs.rows, inputs.columns];
  const isDual = samples <= modes;
  const n = Math.min(samples, modes);
  const { heap } = engine;
  const gram = heap.matrix(n, n);
  engine.syrk({ a: inputs, transpose: !isDual, c: gram, alpha: 1 / samples });
  const values = engine.eigh(gram, { vectors: true });
  const right = heap.matrix(n, labels.columns);
  if (isDual) right.values.set(labels.values);
  else engine.gemm({ a: inputs, transposeA: true, b: labels, c: right, alpha: 1 / samples });
  const along = heap.matrix(n, labels.columns);
  engine.gemm({ a: gram, b: right, c: along });
  const entries = along.values;
  for (let i = 0; i < n; i++) {
    if (i >= n - rank && !(values[i] * WORST_CONDITION > values[n - 1])) throw illConditioned(0, words);
    for (let c = 0; c < labels.columns; c++)
      entries[i * labels.columns + c] = i < n - rank ? 0 : entries[i * labels.columns + c] / values[i];
  }
  engine.gemm({ a: gram, transposeA: true, b: along, c: right });
  if (isDual) engine.gemm({ a: inputs, transposeA: true, b: right, c: coefficients, alpha: 1 / samples });
  else coefficients.values.set(right.values);
  engine.gemm({ a: inputs, b: coefficients, c: labels, alpha: -1, beta: 1 });
  return { coefficients, form: 'range', traceOfInverse: Number.POSITIVE_INFINITY };
}

/** Adds the ridge to the diagonal and factors. */
function factor(matrix: Matrix, { ridge, words }: RidgeRegression, engine: Engine): void {
  const diagonal = matrix.columns + 1;
  const entries = matrix.values;
  for (let i = 0; i < matrix.rows; i++) entries[i * diagonal] += ridge;
  try {
    engine.cholesky(matrix);
  } catch (error) {
    if (error instanceof NotPositiveDefinite) throw illConditioned(ridge, words);
    throw error;
  }
  // The squares of the factor's diagonal bound the condition number from below.
  const values = matrix.values;
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < matrix.rows; i++) {
    const pivot = squared(values[i * diagonal]);
    smallest = Math.min(smallest, pivot);
    largest = Math.max(largest, pivot);
  }
  if (largest > WORST_CONDITION * smallest) throw illConditioned(ridge, words);
}

function illConditioned(ridge: number, words: RidgeRegression['words']): IllConditioned {
  return new IllConditioned(ridge, words?.matrix ?? "this training set's Gram matrix", words?.advice);
}

/** Of a lower triangular matrix. */
function sumOfSquares(matrix: Matrix): number {
  const { rows, columns, values } = matrix;
  let sum = 0;
  for (let i = 0; i < rows; i++) for (let k = i * columns; k <= i * columns + i; k++) sum += values[k] * values[k];
  return sum;
}
