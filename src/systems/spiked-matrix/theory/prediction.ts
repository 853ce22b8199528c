import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SpikedMatrixObservable } from '../observables.ts';
import type { SpikedMatrixProblem } from '../problem.ts';
import { flowFrom, flowFromRandom } from './flow.ts';
import { overlapSquared, topEigenvalue } from './transition.ts';

/**
 * Of an infinite matrix; the overlap of a random start is of order 1/N at first and is predicted to
 * that order.
 */
export function predict({ parameters, times }: SpikedMatrixProblem): Prediction<SpikedMatrixObservable> {
  const { signal: lambda, size: N, start } = parameters;
  const flow = Array.from(times, (t) =>
    start === 'random' ? flowFromRandom(lambda, N, t) : flowFrom(lambda, start, t),
  );
  return {
    observables: quantities<SpikedMatrixObservable>(
      {
        topEigenvalue: topEigenvalue(lambda),
        overlapSquared: overlapSquared(lambda),
        flowOverlap: Float64Array.from(flow, ({ overlap }) => overlap),
        energy: Float64Array.from(flow, ({ energy }) => energy),
      },
      1e-4,
    ),
  };
}
