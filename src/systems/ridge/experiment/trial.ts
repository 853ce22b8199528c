import type { Engine } from '../../../numeric/engine.ts';
import { BadInput } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { correlateRows, fillEntries, scaleColumns } from '../../../random-matrices/data-matrix.ts';
import { fitRidge, type RidgeFit } from '../../../regression/ridge-fit.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { untestable } from '../data.ts';
import type { RidgeObservable } from '../observables.ts';
import type { DataProblem, Problem, SyntheticProblem } from '../problem.ts';

type Numbers = Partial<Record<RidgeObservable, number>>;

/**
 * One repetition: training sets are drawn, ridge regression is fitted, and its errors are measured.
 */
export function runTrial(problem: Problem, { random, engine }: TrialContext): Trial<RidgeObservable> {
  const observables = engine.heap.scope(() =>
    problem.kind === 'synthetic' ? syntheticTrial(problem, random, engine) : dataTrial(problem, random, engine),
  );
  return { observables };
}

/**
 * Two independent training sets on the same target. Their fits are averaged, and the product of
 * their two errors is an unbiased estimate of the squared bias, which a single fit cannot give. The
 * test error is the exact expectation over fresh test points.
 */
function syntheticTrial(problem: SyntheticProblem, random: Random, engine: Engine): Numbers {
  const { samples, ridge, noise, eta, weights, testEta, unseen } = problem;
  const { entries, degrees, sampleCorrelation } = problem.parameters;
  const modes = eta.length;
  const heap = engine.heap;
  const inputs = heap.matrix(samples, modes);
  const labels = heap.matrix(samples, 2);
  const target = heap.matrixFrom(modes, 1, weights);
  const fits = ['first', 'second'].map((name) =>
    heap.scope(() => {
      const stream = random.stream(name);
      fillEntries(stream.stream('inputs'), inputs, entries, degrees);
      correlateRows(inputs, sampleCorrelation);
      scaleColumns(inputs, eta);
      drawLabels(stream.stream('noise'), inputs, target, problem, labels, engine);
      const fit = fitRidge({ inputs, labels, ridge }, engine);
      return { weights: Float64Array.from(fit.coefficients.values), ...estimates(fit, problem, labels, 1) };
    }),
  );

  let [excess, signalError, cross] = [unseen, unseen, unseen];
  let noiseError = 0;
  const [first, second] = fits.map((fit) => fit.weights);
  for (let k = 0; k < modes; k++) {
    const [total1, noise1, total2, noise2] = [first[2 * k], first[2 * k + 1], second[2 * k], second[2 * k + 1]];
    const [signal1, signal2] = [total1 - noise1 - weights[k], total2 - noise2 - weights[k]];
    excess += (testEta[k] * (squared(total1 - weights[k]) + squared(total2 - weights[k]))) / 2;
    signalError += (testEta[k] * (signal1 * signal1 + signal2 * signal2)) / 2;
    noiseError += (testEta[k] * (noise1 * noise1 + noise2 * noise2)) / 2;
    cross += testEta[k] * signal1 * signal2;
  }
  const mean = (pick: (fit: Estimates) => number) => (pick(fits[0]) + pick(fits[1])) / 2;
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
function dataTrial(problem: DataProblem, random: Random, engine: Engine): Numbers {
  const why = untestable(problem);
  if (why) throw new BadInput(why);
  const { samples, ridge, rows, outputs } = problem;
  const modes = problem.eta.length;
  const heap = engine.heap;
  const order = random.stream('rows').choose(rows, rows);
  const inputs = heap.matrix(rows, modes);
  const labels = heap.matrix(rows, outputs);
  order.forEach((row, i) => {
    inputs.values.set(problem.inputs.subarray(row * modes, (row + 1) * modes), i * modes);
    labels.values.set(problem.labels.subarray(row * outputs, (row + 1) * outputs), i * outputs);
  });
  const trained = labels.head(samples);
  const fit = fitRidge({ inputs: inputs.head(samples), labels: trained, ridge }, engine);
  const shown = estimates(fit, problem, trained, outputs);
  const residuals = labels;
  engine.gemm({ a: inputs, b: fit.coefficients, c: residuals, alpha: -1, beta: 1 });
  let sum = 0;
  const values = residuals.values;
  for (let i = samples * outputs; i < values.length; i++) sum += squared(values[i]);
  return {
    testError: sum / (rows - samples),
    ...shown,
  };
}

/** What the training set alone shows. */
interface Estimates {
  /** Mean over samples of the squared residual, summed over outputs. */
  trainError: number;
  /** From the training inputs alone: 1 / (tr(XXᵀ/P + λ)⁻¹ / P). */
  renormalizedRidge: number;
  /** Generalised cross-validation: the training error over (1 − Df₁/P)². */
  gcv: number;
}

/**
 * Of the first `measured` outputs; `labels` are as the fit left them. tr G⁻¹ = (P − D)/λ + tr S⁻¹.
 */
function estimates(
  { form, traceOfInverse }: RidgeFit,
  { samples, ridge, eta }: Problem,
  labels: Matrix,
  measured: number,
): Estimates {
  const meanSquare = sumOfSquares(labels, measured) / samples;
  if (form === 'dual') {
    const meanInverse = traceOfInverse / samples;
    return {
      trainError: ridge * ridge * meanSquare,
      renormalizedRidge: 1 / meanInverse,
      gcv: meanSquare / squared(meanInverse),
    };
  }
  /** 1 − Df₁/P as the training inputs show it. */
  const unused = (samples - eta.length + ridge * traceOfInverse) / samples;
  return { trainError: meanSquare, renormalizedRidge: ridge / unused, gcv: meanSquare / squared(unused) };
}

/**
 * Labels: first column X w̄ + ε, second column ε alone, whose fit is the part of the fit that the
 * noise makes.
 */
function drawLabels(
  random: Random,
  inputs: Matrix,
  target: Matrix,
  { noise, parameters: { sampleCorrelation, noiseSpread } }: SyntheticProblem,
  labels: Matrix,
  engine: Engine,
): void {
  const deviations = [(1 - noiseSpread) * noise, (1 + noiseSpread) * noise].map(Math.sqrt);
  engine.heap.scope(() => {
    const signal = engine.heap.matrix(inputs.rows, 1);
    const errors = engine.heap.matrix(inputs.rows, 1);
    random.fillNormal(errors);
    correlateRows(errors, sampleCorrelation);
    engine.gemm({ a: inputs, b: target, c: signal });
    const values = labels.values;
    for (let i = 0; i < inputs.rows; i++) {
      const error = deviations[i % 2] * errors.values[i];
      values[2 * i] = signal.values[i] + error;
      values[2 * i + 1] = error;
    }
  });
}

/** Over the first `columns` columns. */
function sumOfSquares(matrix: Matrix, columns: number): number {
  const values = matrix.values;
  let sum = 0;
  for (let start = 0; start < values.length; start += matrix.columns)
    for (let k = start; k < start + columns; k++) sum += values[k] * values[k];
  return sum;
}
