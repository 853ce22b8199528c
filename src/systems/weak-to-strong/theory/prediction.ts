import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { WeakToStrongObservable } from '../observables.ts';
import type { WeakToStrongProblem } from '../problem.ts';
import { outcome } from './outcome.ts';

/** To leading order in large n and D. */
export function predict({ lesson, mix }: WeakToStrongProblem): Prediction<WeakToStrongObservable> {
  const { supervisor, student, ceiling, overlength } = outcome(lesson, mix);
  const error = 1e-9;
  /** Of a difference of errors, of which the larger one's digits are left. */
  const difference = (one: number, other: number) => {
    const value = one - other;
    const largest = Math.max(one, other);
    return { value, error: largest > 0 ? (error * largest) / Math.max(Math.abs(value), 1e-6 * largest) : 0 };
  };
  return {
    observables: {
      ...quantities<WeakToStrongObservable>(
        {
          supervisorError: supervisor,
          studentError: student,
          ceilingError: ceiling,
          overlength,
          errors: Float64Array.of(supervisor, student, ceiling),
        },
        error,
      ),
      gain: difference(supervisor, student),
      advantage: difference(ceiling, student),
    },
  };
}
