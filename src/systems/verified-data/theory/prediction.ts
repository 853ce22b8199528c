import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { VerifiedDataObservable } from '../observables.ts';
import type { VerifiedDataProblem } from '../problem.ts';
import { keptShare, meanAccuracy } from './accuracy.ts';

/** Of accuracies, by the directions there are: the fewer, the steeper what is averaged. */
const PROMISES = [
  { from: 11, error: 1e-6 },
  { from: 3, error: 1e-5 },
  { from: 2, error: 5e-4 },
  { from: 1, error: 1e-12 },
];

export function predict({ parameters }: VerifiedDataProblem): Prediction<VerifiedDataObservable> {
  const accuracy = meanAccuracy(parameters);
  const allAccuracy = meanAccuracy({ ...parameters, keepsCorrect: 1, keepsWrong: 1 });
  const advantage = accuracy - allAccuracy;
  const error = PROMISES.find(({ from }) => parameters.dimension >= from)!.error;
  return {
    observables: {
      ...quantities<VerifiedDataObservable>({ accuracy, allAccuracy, keptShare: keptShare(parameters) }, error),
      advantage: { value: advantage, error: error / Math.max(Math.abs(advantage), error) },
    },
  };
}
