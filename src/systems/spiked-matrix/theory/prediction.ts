import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SpikedMatrixObservable } from '../observables.ts';
import type { SpikedMatrixProblem } from '../problem.ts';
import { flowFrom, flowFromRandom } from './flow.ts';
import { overlapSquared, topEigenvalue } from './transition.ts';

/**
 * Of an infinite matrix, with the leading order of what is 0 there. Just at the transition no
 * overlap is predicted.
 */
export function predict({ parameters, times }: SpikedMatrixProblem): Prediction<SpikedMatrixObservable> {
  const { signal: lambda, size: N, start } = parameters;
  const flow = Array.from(times, (t) =>
    start === 'random' ? flowFromRandom(lambda, N, t) : flowFrom(lambda, start, t),
  );
  return {
    observables: quantities<SpikedMatrixObservable>(
      {
        topEigenvalue: topEigenvalue(lambda, N),
        overlapSquared: lambda === 1 ? undefined : overlapSquared(lambda, N),
        flowOverlap: Float64Array.from(flow, ({ overlap }) => overlap),
        energy: Float64Array.from(flow, ({ energy }) => energy),
      },
      1e-4,
    ),
  };
}
