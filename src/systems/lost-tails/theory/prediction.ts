import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { LostTailsObservable } from '../observables.ts';
import type { LostTailsProblem } from '../problem.ts';
import { knownAfter, missedBehindGenerator, missedShare, totalKnown } from './unseen.ts';

/** Exact but for a generator that learns, whose known total is replaced by its mean. */
export function predict(
  problem: LostTailsProblem,
  { check }: Pick<TheoryContext, 'check'>,
): Prediction<LostTailsObservable> {
  const { parameters, real, given, sizes } = problem;
  const { generator, generatorSamples, generations, realShare } = parameters;
  const along = (error: (samples: number) => number) =>
    Float64Array.from(sizes, (samples) => {
      check();
      return error(samples);
    });
  const realError = along((samples) => missedShare(real, real, samples));
  if (generator === 'real') return { observables: quantities({ error: realError, realError, lostShare: 0 }, 1e-10) };
  if (given) {
    const training = real.map((p, i) => realShare * p + (1 - realShare) * given[i]);
    const error = along((samples) => missedShare(real, training, samples));
    const lostShare = real.reduceRight((sum, p, i) => (given[i] === 0 ? sum + p : sum), 0);
    return { observables: quantities({ error, realError, lostShare }, 1e-10) };
  }
  const known = knownAfter(real, generatorSamples, generations);
  const error = along((samples) => missedBehindGenerator(real, known, realShare, samples));
  return { observables: quantities({ error, realError, lostShare: 1 - totalKnown(real, known) }, 1e-10) };
}
