import type { Prediction } from '../../contract.ts';
import { dimensionalities } from '../../shared/feature-dimensionality.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SuperpositionObservable } from '../observables.ts';
import type { SuperpositionProblem } from '../problem.ts';
import { type PairMinimum, pairMinima } from './pair.ts';

/** A minimum is good to a square root of round-off in its place, and much better in its value. */
const PROMISE = { value: 1e-9, place: 1e-4 };

/** Losses closer than this, relative, are one: their minima change places when features do. */
const SAME = 1e-9;

/** D₂ of a minimum. */
export function secondDimensionality({ w }: PairMinimum): number {
  return dimensionalities([w])[1];
}

/** The global minimum of the exact loss. Where two share it, what tells them apart is left out. */
export function predict({ parameters }: SuperpositionProblem): Prediction<SuperpositionObservable> {
  const minima = pairMinima(parameters.density, parameters.importance);
  const [best] = minima;
  const dimensionality = secondDimensionality(best);
  const isOne = minima.every(
    (other) =>
      other.loss > best.loss * (1 + SAME) || Math.abs(secondDimensionality(other) - dimensionality) < PROMISE.place,
  );
  return {
    observables: {
      ...quantities<SuperpositionObservable>({ loss: best.loss }, PROMISE.value),
      ...quantities<SuperpositionObservable>({ overlap: best.w[0] * best.w[1] }, PROMISE.place),
      ...quantities<SuperpositionObservable>({ dimensionality: isOne ? dimensionality : undefined }, PROMISE.place),
    },
  };
}
