import type { Engine } from '../../numeric/engine.ts';
import { NotPositiveDefinite, OrreryError } from '../../numeric/errors.ts';
import type { Matrix } from '../../numeric/heap.ts';
import type { Random } from '../../numeric/random.ts';
import type { Trial } from '../contract.ts';
import type { RidgeObservable, RidgeParameters } from './parameters.ts';
import type { DataProblem, Problem, SyntheticProblem } from './problem.ts';

type Numbers = Partial<Record<RidgeObservable, number>>;

/** One repetition: training sets are drawn, ridge regression is fitted, and its errors are measured. */
export function runTrial(
  parameters: RidgeParameters,
  problem: Problem,
  ridge: number,
  random: Random,
  engine: Engine,
): Trial<RidgeObservable> {
  const observables = engine.heap.scope(() =>
    problem.kind === 'synthetic'
      ? syntheticTrial(parameters, problem, ridge, random, engine)
      : dataTrial(parameters, problem, ridge, random, engine),
  );
  return { observables };
}

/**
 * Two independent training sets on the same target. Their fits are averaged, and the product of their two errors is an unbiased
 * estimate of the squared bias, which a single fit cannot give. The test error is the exact expectation over fresh test points.
 */
function syntheticTrial(
  { samples, noise, entries, degrees }: RidgeParameters,
  problem: SyntheticProblem,
  ridge: number,
  random: Random,
  engine: Engine,
): Numbers {
  const { eta, weights, testEta, unseen } = problem;
  const modes = eta.length;
  const heap = engine.heap;
  const inputs = heap.matrix(samples, modes);
  const labels = heap.matrix(samples, 2);
  const target = heap.matrixFrom(modes, 1, weights);
  const fits = ['first', 'second'].map((name) =>
    heap.scope(() => {
      const stream = random.stream(name);
      fillEntries(stream.stream('inputs'), inputs, entries, degrees);
      scaleColumns(inputs, eta);
      drawLabels(stream.stream('noise'), inputs, target, noise, labels, engine);
      return fitRidge(inputs, labels, 1, ridge, engine);
    }),
  );

  let [excess, signalError, cross] = [unseen, unseen, unseen];
  let noiseError = 0;
  const [first, second] = fits.map((fit) => fit.weights);
  for (let k = 0; k < modes; k++) {
    const [total1, noise1, total2, noise2] = [first[2 * k], first[2 * k + 1], second[2 * k], second[2 * k + 1]];
    const [signal1, signal2] = [total1 - noise1 - weights[k], total2 - noise2 - weights[k]];
    excess += (testEta[k] * ((total1 - weights[k]) ** 2 + (total2 - weights[k]) ** 2)) / 2;
    signalError += (testEta[k] * (signal1 ** 2 + signal2 ** 2)) / 2;
    noiseError += (testEta[k] * (noise1 ** 2 + noise2 ** 2)) / 2;
    cross += testEta[k] * signal1 * signal2;
  }
  const mean = (pick: (fit: Fit) => number) => (pick(fits[0]) + pick(fits[1])) / 2;
  return {
    testError: excess + noise,
    excessError: excess,
    biasSquared: cross,
    varianceData: signalError - cross,
    varianceNoise: noiseError,
    trainError: mean((fit) => fit.trainError),
    renormalizedRidge: mean((fit) => fit.renormalizedRidge),
    gcv: mean((fit) => fit.gcv),
  };
}

/** A random subsample of the rows is fitted, and all the other rows are the test set. */
function dataTrial(
  { samples }: RidgeParameters,
  problem: DataProblem,
  ridge: number,
  random: Random,
  engine: Engine,
): Numbers {
  const { rows, outputs } = problem;
  const modes = problem.eta.length;
  const heap = engine.heap;
  const order = random.stream('rows').choose(rows, rows);
  const inputs = heap.matrix(rows, modes);
  const labels = heap.matrix(rows, outputs);
  order.forEach((row, i) => {
    inputs.values.set(problem.inputs.subarray(row * modes, (row + 1) * modes), i * modes);
    labels.values.set(problem.labels.subarray(row * outputs, (row + 1) * outputs), i * outputs);
  });
  const fit = fitRidge(inputs.head(samples), labels.head(samples), outputs, ridge, engine);
  const residuals = labels;
  const weights = heap.matrixFrom(modes, outputs, fit.weights);
  engine.gemm({ a: inputs, b: weights, c: residuals, alpha: -1, beta: 1 });
  let sum = 0;
  const values = residuals.values;
  for (let i = samples * outputs; i < values.length; i++) sum += values[i] ** 2;
  return {
    testError: sum / (rows - samples),
    trainError: fit.trainError,
    renormalizedRidge: fit.renormalizedRidge,
    gcv: fit.gcv,
  };
}

interface Fit {
  /** modes × outputs, row-major. */
  weights: Float64Array;
  /** Mean over samples of the squared residual, summed over outputs. */
  trainError: number;
  /** From the training inputs alone: 1 / (tr(XXᵀ/P + λ)⁻¹ / P). */
  renormalizedRidge: number;
  /** Generalised cross-validation: the training error over (1 − Df₁/P)². */
  gcv: number;
}

/**
 * Ridge regression argmin (1/P)‖Y − XW‖² + λ‖W‖² of inputs X (P × D) and labels Y (P × C); at λ = 0 the solution of least norm.
 * The training error and GCV are those of the first `measured` outputs. Works on the smaller of the two Gram matrices. Throws
 * `IllConditioned` when that matrix is singular in double precision.
 */
function fitRidge(inputs: Matrix, labels: Matrix, measured: number, ridge: number, engine: Engine): Fit {
  const [samples, modes] = [inputs.rows, inputs.columns];
  return samples <= modes
    ? fitDual(inputs, labels, measured, ridge, engine)
    : fitPrimal(inputs, labels, measured, ridge, engine);
}

/** With the P × P matrix G = XXᵀ/P + λ: W = Xᵀ G⁻¹ Y / P, and the residual is λ G⁻¹ Y. */
function fitDual(inputs: Matrix, labels: Matrix, measured: number, ridge: number, engine: Engine): Fit {
  const [samples, modes, outputs] = [inputs.rows, inputs.columns, labels.columns];
  const gram = engine.heap.matrix(samples, samples);
  engine.syrk({ a: inputs, c: gram, alpha: 1 / samples });
  addToDiagonal(gram, ridge);
  factor(gram, ridge, engine);
  engine.solveCholesky(gram, labels);
  const weights = engine.heap.matrix(modes, outputs);
  engine.gemm({ a: inputs, transposeA: true, b: labels, c: weights, alpha: 1 / samples });
  engine.invertLower(gram);
  const meanInverse = sumOfSquares(gram, gram.columns) / samples;
  const solution = sumOfSquares(labels, measured) / samples;
  return {
    weights: Float64Array.from(weights.values),
    trainError: ridge ** 2 * solution,
    renormalizedRidge: 1 / meanInverse,
    gcv: solution / meanInverse ** 2,
  };
}

/** With the D × D matrix S = XᵀX/P + λ: W = S⁻¹ XᵀY / P, and tr G⁻¹ = (P − D)/λ + tr S⁻¹. */
function fitPrimal(inputs: Matrix, labels: Matrix, measured: number, ridge: number, engine: Engine): Fit {
  const [samples, modes, outputs] = [inputs.rows, inputs.columns, labels.columns];
  const covariance = engine.heap.matrix(modes, modes);
  engine.syrk({ a: inputs, transpose: true, c: covariance, alpha: 1 / samples });
  addToDiagonal(covariance, ridge);
  factor(covariance, ridge, engine);
  const weights = engine.heap.matrix(modes, outputs);
  engine.gemm({ a: inputs, transposeA: true, b: labels, c: weights, alpha: 1 / samples });
  engine.solveCholesky(covariance, weights);
  engine.gemm({ a: inputs, b: weights, c: labels, alpha: -1, beta: 1 });
  engine.invertLower(covariance);
  const trainError = sumOfSquares(labels, measured) / samples;
  /** 1 − Df₁/P as the training inputs show it. */
  const unused = (samples - modes + ridge * sumOfSquares(covariance, modes)) / samples;
  return {
    weights: Float64Array.from(weights.values),
    trainError,
    renormalizedRidge: ridge / unused,
    gcv: trainError / unused ** 2,
  };
}

/** The Gram matrix of a training set is singular in double precision, so its fit cannot be computed. */
export class IllConditioned extends OrreryError {
  constructor(ridge: number) {
    super(
      ridge < 0
        ? `the smallest eigenvalue of this training set's Gram matrix is below ${-ridge}: the ridge ${ridge} is too negative for it`
        : `this training set's Gram matrix is singular in double precision at ridge ${ridge}: use a larger ridge`,
    );
  }
}

/** The squares of a Cholesky factor's diagonal bound the condition number from below; past 1e13 no digit of the fit is left. */
const WORST_CONDITION = 1e13;

function factor(matrix: Matrix, ridge: number, engine: Engine): void {
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
    const pivot = values[i * matrix.columns + i] ** 2;
    smallest = Math.min(smallest, pivot);
    largest = Math.max(largest, pivot);
  }
  if (largest > WORST_CONDITION * smallest) throw new IllConditioned(ridge);
}

function fillEntries(random: Random, inputs: Matrix, entries: RidgeParameters['entries'], degrees: number): void {
  if (entries === 'gaussian') random.fillNormal(inputs);
  else if (entries === 'rademacher') random.fillRademacher(inputs);
  else random.fillStudent(inputs, degrees);
}

/** Gives column k the variance eta_k. */
function scaleColumns(inputs: Matrix, eta: Float64Array): void {
  if (eta.every((value) => value === 1)) return;
  const root = eta.map(Math.sqrt);
  const values = inputs.values;
  const modes = root.length;
  for (let start = 0; start < values.length; start += modes)
    for (let k = 0; k < modes; k++) values[start + k] *= root[k];
}

/** Labels: first column X w̄ + ε, second column ε alone, whose fit is the part of the fit that the noise makes. */
function drawLabels(
  random: Random,
  inputs: Matrix,
  target: Matrix,
  noise: number,
  labels: Matrix,
  engine: Engine,
): void {
  engine.heap.scope(() => {
    const signal = engine.heap.matrix(inputs.rows, 1);
    const errors = engine.heap.matrix(inputs.rows, 1);
    random.fillNormal(errors);
    engine.gemm({ a: inputs, b: target, c: signal });
    const values = labels.values;
    for (let i = 0; i < inputs.rows; i++) {
      const error = Math.sqrt(noise) * errors.values[i];
      values[2 * i] = signal.values[i] + error;
      values[2 * i + 1] = error;
    }
  });
}

function addToDiagonal(matrix: Matrix, value: number): void {
  const values = matrix.values;
  for (let i = 0; i < matrix.rows; i++) values[i * matrix.columns + i] += value;
}

/** Over the first `columns` columns. */
function sumOfSquares(matrix: Matrix, columns: number): number {
  const values = matrix.values;
  let sum = 0;
  for (let start = 0; start < values.length; start += matrix.columns)
    for (let k = start; k < start + columns; k++) sum += values[k] * values[k];
  return sum;
}
