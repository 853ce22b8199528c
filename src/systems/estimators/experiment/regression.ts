import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { fitRidge } from '../../../regression/ridge-fit.ts';
import type { EstimatorsProblem } from '../problem.ts';

/** Isotropic inputs, and labels of a target of equal weights. */
function draw({ parameters }: EstimatorsProblem, random: Random, engine: Engine) {
  const { samples, dimension, noise, signal } = parameters;
  const { heap } = engine;
  const inputs = heap.matrix(samples, dimension);
  random.stream('inputs').fillNormal(inputs);
  const target = heap.matrixFrom(dimension, 1, new Float64Array(dimension).fill(Math.sqrt(signal / dimension)));
  const labels = heap.matrix(samples, 1);
  random.stream('noise').fillNormal(labels);
  engine.gemm({ a: inputs, b: target, c: labels, beta: Math.sqrt(noise) });
  return { inputs, labels };
}

const square = (values: ArrayLike<number>) => Array.from(values).reduce((sum, one) => sum + one * one, 0);

/** ‖y‖² and ‖Xᵀy‖², over n(n + 1). */
function squares(problem: EstimatorsProblem, random: Random, engine: Engine) {
  const { samples: n, dimension } = problem.parameters;
  const { inputs, labels } = draw(problem, random, engine);
  const overlap = engine.heap.matrix(dimension, 1);
  engine.gemm({ a: inputs, transposeA: true, b: labels, c: overlap });
  return { ofLabels: square(labels.values) / (n * (n + 1)), ofOverlap: square(overlap.values) / (n * (n + 1)) };
}

export function noiseLevel(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  const { samples, dimension } = problem.parameters;
  const { ofLabels, ofOverlap } = squares(problem, random, engine);
  return (dimension + samples + 1) * ofLabels - ofOverlap;
}

export function signalLevel(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  const { ofLabels, ofOverlap } = squares(problem, random, engine);
  return ofOverlap - problem.parameters.dimension * ofLabels;
}

export function residualNoise(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  const { samples, dimension } = problem.parameters;
  const { inputs, labels } = draw(problem, random, engine);
  // With more samples than dimensions the labels hold the residuals after the fit.
  fitRidge({ inputs, labels, ridge: 0 }, engine);
  return square(labels.values) / (samples - dimension);
}
