import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SyntheticDataObservable } from '../observables.ts';
import { mixtureOf, realPart, type SyntheticDataProblem } from '../problem.ts';
import { mixtureError } from './mixture.ts';

/** To leading order in large n and D. */
export function predict(problem: SyntheticDataProblem): Prediction<SyntheticDataObservable> {
  const excessError = mixtureError(mixtureOf(problem), problem.ridges.mixed);
  const realError = mixtureError(realPart(problem), problem.ridges.real);
  const advantage = realError - excessError;
  const error = 1e-9;
  return {
    observables: {
      ...quantities<SyntheticDataObservable>({ excessError, realError }, error),
      advantage: { value: advantage, error: (error * realError) / Math.max(Math.abs(advantage), 1e-6 * realError) },
    },
  };
}
