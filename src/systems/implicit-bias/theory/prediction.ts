import { exp, log, power } from '../../../numeric/special.ts';
import { transposeTimes } from '../../../regression/least-potential.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { ImplicitBiasObservable } from '../observables.ts';
import type { ImplicitBiasProblem } from '../problem.ts';
import { diagonalLimit, positiveLimit } from './interpolators.ts';
import { columnPowers, driftedLimit, productTrace } from './label-noise.ts';

/** What is picked, by the potential that the flow makes least. */
export function predict(problem: ImplicitBiasProblem): Prediction<ImplicitBiasObservable> {
  const { solution, trace, effectiveScale, error } = pick(problem);
  const values = {
    solution,
    norm1: solution.reduce((sum, one) => sum + Math.abs(one), 0),
    norm2: Math.sqrt(solution.reduce((sum, one) => sum + one * one, 0)),
    trace,
    effectiveScale,
  };
  return { observables: quantities<ImplicitBiasObservable>(values, 1e-9 + 10 * error) };
}

function pick({ parameters, X, y, noise }: ImplicitBiasProblem) {
  const { model, depth, scale: alpha } = parameters;
  const equations = { X, y };
  if (model === 'matrix') {
    const { beta, error } = positiveLimit(equations, alpha);
    return { error, solution: beta.toSorted((a, b) => b - a), trace: 4 * weighted(columnPowers(equations), beta) };
  }
  if (depth === 2) {
    const { alpha2, beta, error } = driftedLimit(equations, alpha, noise ?? { step: 0, sigma: 0 }, noise?.steps ?? 0);
    const meanLog = alpha2.reduce((sum, one) => sum + log(one), 0) / alpha2.length;
    // β = u² − v² is (u + v) ⊙ (u − v), with twice the squares.
    return {
      error,
      solution: beta,
      trace: 2 * productTrace(equations, beta, alpha2),
      effectiveScale: exp(meanLog / 2),
    };
  }
  const { beta, dual, error } = diagonalLimit(equations, depth, alpha);
  const curvatures = transposeTimes(X, dual).map((z) => {
    if (depth === 1) return 2;
    const weight = (sign: number) => power(alpha * power(1 - sign * z, -1 / (depth - 2)), 2 * depth - 2);
    return depth * depth * (weight(1) + weight(-1));
  });
  return { error, solution: beta, trace: weighted(columnPowers(equations), curvatures) };
}

function weighted(weights: Float64Array, values: Float64Array): number {
  return weights.reduce((sum, weight, i) => sum + weight * values[i], 0);
}
