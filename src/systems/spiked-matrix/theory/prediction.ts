import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SpikedMatrixObservable } from '../observables.ts';
import type { SpikedMatrixProblem } from '../problem.ts';
import { flowFrom, flowFromRandom } from './flow.ts';
import { overlapSquared, topEigenvalue } from './transition.ts';

/**
 * Below the transition the squared overlap from a random start is predicted up to this. What comes
 * next in 1/N is about three times its square: 15 per cent here (at λ = 1 and 0.9, N = 60).
 */
const LARGEST_OVERLAP = 1 / 20;

/**
 * The overlap of the flow is believed but where it has outgrown the leading order in 1/N: a matrix
 * without an outlier tells its largest eigenvalues apart at last, and theory does not.
 */
export function believedOverlap({ parameters, times }: SpikedMatrixProblem): boolean {
  const { signal: lambda, size: N, start } = parameters;
  if (start !== 'random' || lambda > 1) return true;
  return flowFromRandom(lambda, N, times[times.length - 1]).overlap <= Math.max(LARGEST_OVERLAP, 1 / N);
}

/**
 * Of an infinite matrix; the overlap of a random start is of order 1/N at first and is predicted to
 * that order. The flow, which costs most, where it is wanted.
 */
export function predict(
  problem: SpikedMatrixProblem,
  { wanted }: Pick<TheoryContext<SpikedMatrixObservable>, 'wanted'>,
): Prediction<SpikedMatrixObservable> {
  const { signal: lambda } = problem.parameters;
  const values = { topEigenvalue: topEigenvalue(lambda), overlapSquared: overlapSquared(lambda) };
  const inTime = wanted.has('flowOverlap') || wanted.has('energy') ? flow(problem) : {};
  return { observables: quantities<SpikedMatrixObservable>({ ...values, ...inTime }, 1e-4) };
}

function flow(problem: SpikedMatrixProblem) {
  const { signal: lambda, size: N, start } = problem.parameters;
  const states = Array.from(problem.times, (t) =>
    start === 'random' ? flowFromRandom(lambda, N, t) : flowFrom(lambda, start, t),
  );
  return {
    flowOverlap: believedOverlap(problem) ? Float64Array.from(states, ({ overlap }) => overlap) : undefined,
    energy: Float64Array.from(states, ({ energy }) => energy),
  };
}
