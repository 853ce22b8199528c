import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { DenseMemoryObservable } from '../observables.ts';
import type { DenseMemoryProblem } from '../problem.ts';
import { stepError } from './crosstalk.ts';
import { softmaxRecall } from './softmax.ts';

/** Exact at finite size, both; ties of the lattice of powers are halved to 1e-4. */
export function predict({ parameters, wrong }: DenseMemoryProblem): Prediction<DenseMemoryObservable> {
  const { memory, units, patterns, degree, sharpness } = parameters;
  return {
    observables:
      memory === 'softmax'
        ? quantities<DenseMemoryObservable>({ ...softmaxRecall(units, patterns, sharpness, wrong) }, 1e-11)
        : quantities<DenseMemoryObservable>({ error: stepError(units, patterns, degree, wrong) }, 1e-4),
  };
}
