import type { Prediction, TheoryContext } from '../../contract.ts';
import type { RegimesObservable } from '../observables.ts';
import type { RegimesProblem } from '../problem.ts';
import { ownWeight } from './memorisation.ts';
import { sameClassProbability } from './speciation.ts';

/** Exact for continuous time. */
export function predict(
  { parameters, times, distance }: RegimesProblem,
  { check, progress }: Pick<TheoryContext<RegimesObservable>, 'check' | 'progress'>,
): Prediction<RegimesObservable> {
  const { dimension, samples, spread } = parameters;
  const own = times.map((time, i) => {
    progress(i / times.length);
    return ownWeight({ dimension, samples, distance, spread }, time, check);
  });
  return {
    observables: {
      sameClass: { value: times.map((time) => sameClassProbability({ distance, spread }, time)), error: 1e-10 },
      returned: { value: own, error: 6e-3 },
      ownWeight: { value: own.slice(), error: 6e-3 },
    },
  };
}
