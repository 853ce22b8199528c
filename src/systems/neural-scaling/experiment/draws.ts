import { axpy } from '../../../networks/arrays.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { scaleColumns } from '../../../random-matrices/data-matrix.ts';
import type { NeuralScalingProblem } from '../problem.ts';
import type { Batches } from './learners.ts';

/**
 * Targets that are learned side by side: the weights with random signs, as theory knows their
 * squares.
 */
export const TARGETS = 4;

/** Columns of w, modes × targets. */
export function drawTargets({ lambda, power }: NeuralScalingProblem, random: Random, engine: Engine): Matrix {
  const targets = engine.heap.matrix(lambda.length, TARGETS);
  random.fillRademacher(targets);
  const { values } = targets;
  lambda.forEach((value, k) => {
    const size = Math.sqrt(power[k] / value);
    for (let c = k * TARGETS; c < (k + 1) * TARGETS; c++) values[c] *= size;
  });
  return targets;
}

/** A/√N, features × modes. */
export function drawProjection(
  { lambda }: NeuralScalingProblem,
  features: number,
  random: Random,
  engine: Engine,
): Matrix {
  const matrix = engine.heap.matrix(features, lambda.length);
  random.fillNormal(matrix);
  const { values } = matrix;
  const size = 1 / Math.sqrt(features);
  for (let i = 0; i < values.length; i++) values[i] *= size;
  return matrix;
}

/** Ψ, rows × modes with variances λ. */
export function drawInputs({ lambda }: NeuralScalingProblem, rows: number, random: Random, engine: Engine): Matrix {
  const inputs = engine.heap.matrix(rows, lambda.length);
  random.fillNormal(inputs);
  scaleColumns(inputs, lambda);
  return inputs;
}

/** What the projections make of inputs. */
export function featuresOf(inputs: Matrix, projection: Matrix | undefined, engine: Engine): Matrix {
  if (!projection) return inputs;
  const features = engine.heap.matrix(inputs.rows, projection.rows);
  engine.gemm({ a: inputs, b: projection, transposeB: true, c: features });
  return features;
}

/** Ψw with noise of its own for each target. */
export function drawLabels(inputs: Matrix, targets: Matrix, noise: number, random: Random, engine: Engine): Matrix {
  const labels = engine.heap.matrix(inputs.rows, targets.columns);
  engine.gemm({ a: inputs, b: targets, c: labels });
  addNoise(labels, noise, random, engine);
  return labels;
}

function addNoise(labels: Matrix, noise: number, random: Random, engine: Engine): void {
  if (noise === 0) return;
  engine.heap.scope(() => {
    const normal = engine.heap.matrix(labels.rows, labels.columns);
    random.fillNormal(normal);
    axpy(Math.sqrt(noise), normal, labels);
  });
}

/** Batches of fresh samples, which enter by their features and labels alone. */
export function freshBatches(
  problem: NeuralScalingProblem,
  projection: Matrix | undefined,
  targets: Matrix,
  engine: Engine,
): Batches {
  const { lambda, parameters } = problem;
  const { batch, noise } = parameters;
  const { heap } = engine;
  const features = heap.matrix(batch, projection ? projection.rows : lambda.length);
  const labels = heap.matrix(batch, targets.columns);
  const drawPair = projection
    ? jointly(problem, projection, targets, features, labels, engine)
    : modesThemselves(problem, targets, features, labels, engine);
  return {
    features,
    labels,
    draw(random) {
      drawPair(random);
      addNoise(labels, noise, random, engine);
    },
  };
}

function modesThemselves(
  { lambda }: NeuralScalingProblem,
  targets: Matrix,
  features: Matrix,
  labels: Matrix,
  engine: Engine,
): (random: Random) => void {
  const makeLabels = engine.prepareGemm({ a: features, b: targets, c: labels });
  return (random) => {
    random.fillNormal(features);
    scaleColumns(features, lambda);
    makeLabels();
  };
}

/**
 * Features and labels of a sample are jointly Gaussian: M g with independent normal g, M being
 * AΛ^½/√N over wᵀΛ^½, or where there are more modes than rows the smaller Cholesky factor of MMᵀ.
 */
function jointly(
  { lambda }: NeuralScalingProblem,
  projection: Matrix,
  targets: Matrix,
  features: Matrix,
  labels: Matrix,
  engine: Engine,
): (random: Random) => void {
  const { heap } = engine;
  const [width, modes] = [projection.rows, projection.columns];
  const rows = width + targets.columns;
  const size = Math.min(rows, modes);
  const [toFeatures, toLabels] = [heap.matrix(width, size), heap.matrix(targets.columns, size)];
  heap.scope(() => {
    const all = heap.matrix(rows, modes);
    all.values.set(projection.values);
    const [rowsOf, weights, count] = [all.values, targets.values, targets.columns];
    for (let c = 0; c < count; c++)
      for (let k = 0; k < modes; k++) rowsOf[(width + c) * modes + k] = weights[k * count + c];
    scaleColumns(all, lambda);
    const factor = rows < modes ? heap.matrix(rows, rows) : all;
    if (rows < modes) {
      engine.syrk({ a: all, c: factor });
      engine.cholesky(factor);
    }
    toFeatures.values.set(factor.values.subarray(0, width * size));
    toLabels.values.set(factor.values.subarray(width * size));
  });
  const normals = heap.matrix(features.rows, size);
  const makeFeatures = engine.prepareGemm({ a: normals, b: toFeatures, transposeB: true, c: features });
  const makeLabels = engine.prepareGemm({ a: normals, b: toLabels, transposeB: true, c: labels });
  return (random) => {
    random.fillNormal(normals);
    makeFeatures();
    makeLabels();
  };
}
