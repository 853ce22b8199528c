import type { Engine } from '../../numeric/engine.ts';
import { brent } from '../../numeric/roots.ts';
import { exp, hypot, sinh, squared } from '../../numeric/special.ts';
import { fitRidge } from '../../regression/ridge-fit.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { leastL1 } from './theory/sparse.ts';

/** The task that these settings stand for. */
function taskOf(settings: Record<string, unknown>, engine: Engine) {
  return prepare(parameters.parse(settings), { engine });
}

/** Σ_i h_i with h_i = (1/n) Σ_k X_ki². */
const powerOf = (X: Float64Array[]) =>
  sumOf(X[0].map((_, i) => X.reduce((sum, row) => sum + squared(row[i]) / X.length, 0)));

/** X⁺y by the Cholesky factor of XXᵀ, and Σ h_i. */
function leastSquaresOf(settings: Record<string, unknown>, engine: Engine) {
  const { X, y } = taskOf(settings, engine);
  const [n, d] = [X.length, X[0].length];
  return engine.heap.scope(() => {
    const inputs = engine.heap.matrixFrom(
      n,
      d,
      X.flatMap((row) => Array.from(row)),
    );
    const { coefficients } = fitRidge({ inputs, labels: engine.heap.matrixFrom(n, 1, y), ridge: 0 }, engine);
    return { solution: Float64Array.from(coefficients.values), power: powerOf(X) };
  });
}

/** One equation x·β = y: the row, the label, and β of the multiplier at which it is fulfilled. */
function oneEquation(settings: Record<string, unknown>, engine: Engine, profile: (z: number) => number) {
  const { X, y } = taskOf({ ...settings, samples: 1 }, engine);
  const row = X[0];
  const beta = (multiplier: number) => row.map((x) => profile(x * multiplier));
  const missing = (multiplier: number) => beta(multiplier).reduce((sum, one, i) => sum + row[i] * one, 0) - y[0];
  return { row, solution: beta(brent(missing, -100, 100)) };
}

const sumOf = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0);
const normsOf = (solution: Float64Array) => ({
  norm1: sumOf(solution.map(Math.abs)),
  norm2: Math.sqrt(sumOf(solution.map((one) => one * one))),
});

export const limits: Limit[] = [
  {
    id: 'linear-regression',
    title: 'At depth 1 training forgets its scale and finds the interpolator of least norm',
    ...closedForm('X⁺y', 'gunasekar2018'),
    ...exactAt(0.1, 1, 10),
    deviation: (scale, context) => {
      const settings = { depth: 1, scale };
      const { solution, power } = leastSquaresOf(settings, context.engine);
      return farthest(context, settings, { solution, ...normsOf(solution), trace: 2 * power });
    },
  },
  {
    id: 'large-start',
    title: 'From a large start the network of depth 2 finds the interpolator of least norm too, to order α^(−4)',
    ...closedForm('X⁺y', 'woodworth2020'),
    ...fallingAs(4, [2, 4, 8]),
    deviation: (scale, context) => {
      const { solution, power } = leastSquaresOf({ scale }, context.engine);
      return farthest(context, { scale }, { solution, ...normsOf(solution), trace: 8 * squared(scale) * power });
    },
  },
  {
    id: 'small-start',
    title: 'From a small start the network of depth 3 finds the interpolator of least ℓ1 norm, to order α³',
    ...closedForm('basis pursuit, as a linear program', 'woodworth2020'),
    ...fallingAs(3, [80, 160, 320]),
    deviation: (inverse, context) => {
      const settings = { depth: 3, scale: 1 / inverse, nonzero: 15 };
      return farthest(context, settings, { norm1: leastL1(taskOf(settings, context.engine)).norm });
    },
  },
  {
    id: 'one-equation',
    title: 'With one equation β_i = 2α² sinh(x_i ℓ), with one multiplier ℓ to solve for',
    ...closedForm('a root of one variable', 'woodworth2020'),
    ...exactAt(0.03, 0.2, 2),
    deviation: (scale, context) => {
      const settings = { samples: 1, scale };
      const { row, solution } = oneEquation(settings, context.engine, (z) => 2 * squared(scale) * sinh(z));
      const curvatures = solution.map((one, i) => squared(row[i]) * 4 * hypot(one, 2 * squared(scale)));
      const expected = { solution, ...normsOf(solution), trace: sumOf(curvatures), effectiveScale: scale };
      return farthest(context, settings, expected);
    },
  },
  {
    id: 'one-measurement',
    title: 'With one measurement the eigenvalues of UUᵀ are α² exp(a_i ℓ)',
    ...closedForm('a root of one variable', 'gunasekar2017'),
    ...exactAt(0.03, 0.2, 0.5),
    deviation: (scale, context) => {
      const settings = { model: 'matrix', samples: 1, scale };
      const { row, solution } = oneEquation(settings, context.engine, (z) => scale * scale * exp(z));
      const trace = 4 * sumOf(solution.map((one, i) => squared(row[i]) * one));
      return farthest(context, settings, { solution: solution.toSorted((a, b) => b - a), ...normsOf(solution), trace });
    },
  },
  {
    id: 'label-noise',
    title: 'Label noise shrinks α² by the factor exp(−4η²σ²h_i) a step',
    ...closedForm('the drift of |u_i v_i|', 'pesme2021'),
    ...exactAt(0.1, 0.2, 0.4),
    deviation: (labelNoise, context) => {
      const [step, noiseSteps, scale] = [0.004, 10_000, 0.5];
      const settings = { labelNoise, step, noiseSteps, scale };
      const { X } = taskOf(settings, context.engine);
      const shrunk = 2 * squared(step * labelNoise) * noiseSteps * (powerOf(X) / X[0].length);
      return farthest(context, settings, { effectiveScale: scale * exp(-shrunk) });
    },
  },
];
