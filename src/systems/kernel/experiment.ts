import type { Engine } from '../../numeric/engine.ts';
import type { Matrix } from '../../numeric/heap.ts';
import type { Random } from '../../numeric/random.ts';
import type { Trial } from '../contract.ts';
import { decompose, fromTest, fromTraining, learnedOverlaps, learnedTraces, type Numbers, project } from './fit.ts';
import { crossMatrix, gramMatrix } from './gram.ts';
import { kernelFunction } from './kernels.ts';
import type { KernelObservable, KernelParameters } from './parameters.ts';
import type { DataProblem } from './pool.ts';
import { levelFunctions, type Problem, type SyntheticProblem } from './problem.ts';

/** Points that a trial tests on; all other rows where the domain or the file has fewer. */
export const TESTS = 500;

/** One repetition: training points are drawn, kernel ridge regression and gradient flow are run, and tested on other points. */
export function runTrial(
  p: KernelParameters,
  problem: Problem,
  random: Random,
  engine: Engine,
): Trial<KernelObservable> {
  return {
    observables: engine.heap.scope(() =>
      problem.kind === 'synthetic' ? syntheticTrial(p, problem, random, engine) : dataTrial(p, problem, random, engine),
    ),
  };
}

function syntheticTrial(p: KernelParameters, problem: SyntheticProblem, random: Random, engine: Engine): Numbers {
  const { samples: n, dimension, domain } = p;
  const { heap } = engine;
  const tests = problem.pool === undefined ? TESTS : Math.min(TESTS, problem.pool - n);
  const points = heap.matrix(n + tests, dimension);
  drawPoints(random.stream('inputs'), p, points);
  const training = points.head(n);
  const held = points.tail(n);
  const values = targetValues(p, problem, points);
  const levels = problem.shares.length;

  // On Gaussian inputs the levels' own functions are learned beside the target; elsewhere the kernel matrix tells how well.
  const extra = domain === 'gaussian' ? levels : 0;
  const labels = heap.matrix(n, 1 + extra);
  const errors = heap.matrix(n, 1);
  random.stream('noise').fillNormal(errors);
  const [known, noise] = [labels.values, errors.values];
  for (let i = 0; i < n; i++) {
    known[i * (1 + extra)] = values.target[i] + Math.sqrt(p.noise) * noise[i];
    for (let k = 0; k < extra; k++) known[i * (1 + extra) + 1 + k] = values.levels[i * levels + k];
  }
  const gram = heap.matrix(n, n);
  gramMatrix(problem.kernel, training, gram, engine);
  const cross = heap.matrix(tests, n);
  crossMatrix(problem.kernel, held, training, cross, engine);
  const fit = decompose(gram, labels, p, engine);
  const projected = project(cross, fit, engine);
  const learnability =
    domain === 'gaussian'
      ? learnedOverlaps(projected, fit, values.levels.subarray(n * levels), levels)
      : learnedTraces(fit, training, problem, p, engine);
  return {
    ...fromTraining(fit, 1, p.ridge),
    ...fromTest(projected, fit, values.target.subarray(n), 1, p.noise, engine),
    learnability,
  };
}

/** A random subsample of the rows is fitted, and all the other rows are the test set. */
function dataTrial(p: KernelParameters, problem: DataProblem, random: Random, engine: Engine): Numbers {
  const { samples: n } = p;
  const { rows, outputs } = problem;
  const { heap } = engine;
  const order = random.stream('rows').choose(rows, rows);
  const gram = heap.matrix(n, n);
  const cross = heap.matrix(rows - n, n);
  const labels = heap.matrix(n, outputs);
  const targets = new Float64Array((rows - n) * outputs);
  const [within, between, known] = [gram.values, cross.values, labels.values];
  for (let i = 0; i < rows; i++) {
    const source = order[i] * rows;
    const target = i < n ? within : between;
    const start = (i < n ? i : i - n) * n;
    for (let j = 0; j < n; j++) target[start + j] = problem.gram[source + order[j]];
    const row = problem.labels.subarray(order[i] * outputs, (order[i] + 1) * outputs);
    if (i < n) known.set(row, i * outputs);
    else targets.set(row, (i - n) * outputs);
  }
  const fit = decompose(gram, labels, p, engine);
  const projected = project(cross, fit, engine);
  return { ...fromTraining(fit, outputs, p.ridge), ...fromTest(projected, fit, targets, outputs, 0, engine) };
}

function drawPoints(random: Random, { domain, dimension }: KernelParameters, points: Matrix): void {
  const values = points.values;
  if (domain === 'hypercube') {
    random.choose(points.rows, 2 ** dimension).forEach((corner, i) => {
      for (let j = 0; j < dimension; j++) values[i * dimension + j] = (corner >>> j) % 2 === 0 ? 1 : -1;
    });
    return;
  }
  random.fillNormal(points);
  if (domain === 'gaussian') return;
  for (let start = 0; start < values.length; start += dimension) {
    let square = 0;
    for (let j = start; j < start + dimension; j++) square += values[j] ** 2;
    const scale = Math.sqrt(dimension / square);
    for (let j = start; j < start + dimension; j++) values[j] *= scale;
  }
}

/** The target, and the function of each reported level, at every point. */
function targetValues(
  p: KernelParameters,
  { coefficients, shares, kernel }: SyntheticProblem,
  points: Matrix,
): { target: Float64Array; levels: Float64Array } {
  const { dimension } = p;
  const target = new Float64Array(points.rows);
  const levels = new Float64Array(points.rows * shares.length);
  const functions = new Float64Array(Math.max(coefficients?.length ?? 0, shares.length));
  const values = points.values;
  const atPole = kernelFunction(kernel);
  for (let i = 0; i < points.rows; i++) {
    levelFunctions(p, values, i * dimension, functions);
    levels.set(functions.subarray(0, shares.length), i * shares.length);
    if (coefficients) for (let k = 0; k < coefficients.length; k++) target[i] += coefficients[k] * functions[k];
    else target[i] = atPole(alongPole(p, values, i * dimension), 1, 1);
  }
  return { target, levels };
}

/** x·x′/d with the fixed point of the target `kernel`: a pole of the sphere, or a corner of the hypercube. */
function alongPole({ domain, dimension }: KernelParameters, x: ArrayLike<number>, start: number): number {
  if (domain === 'sphere') return x[start] / Math.sqrt(dimension);
  let sum = 0;
  for (let j = start; j < start + dimension; j++) sum += x[j];
  return sum / dimension;
}
