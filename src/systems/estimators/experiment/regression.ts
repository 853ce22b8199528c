import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
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

/** Dicker's σ̂² or τ̂² from ‖y‖² and ‖Xᵀy‖², which add over outputs. */
export function levelOf({ inputs, labels }: { inputs: Matrix; labels: Matrix }, estimator: string, engine: Engine) {
  const { rows: n, columns: dimension } = inputs;
  const overlap = engine.heap.matrix(dimension, labels.columns);
  engine.gemm({ a: inputs, transposeA: true, b: labels, c: overlap });
  const [ofLabels, ofOverlap] = [labels, overlap].map(({ values }) => square(values) / (n * (n + 1)));
  return estimator === 'noise-level' ? (dimension + n + 1) * ofLabels - ofOverlap : ofOverlap - dimension * ofLabels;
}

export function noiseLevel(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  return levelOf(draw(problem, random, engine), 'noise-level', engine);
}

export function signalLevel(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  return levelOf(draw(problem, random, engine), 'signal-level', engine);
}

export function residualNoise(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  const { samples, dimension } = problem.parameters;
  const { inputs, labels } = draw(problem, random, engine);
  // With more samples than dimensions the labels hold the residuals after the fit.
  fitRidge({ inputs, labels, ridge: 0 }, engine);
  return square(labels.values) / (samples - dimension);
}
