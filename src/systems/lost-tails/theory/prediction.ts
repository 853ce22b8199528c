import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { LostTailsObservable } from '../observables.ts';
import type { LostTailsProblem } from '../problem.ts';
import { knownAfter, missedShares, missedSharesBehindGenerator, totalKnown } from './unseen.ts';

/** Exact but for a generator that learns, whose known total is replaced by its mean. */
export function predict(
  problem: LostTailsProblem,
  { check, progress }: Pick<TheoryContext, 'check' | 'progress'>,
): Prediction<LostTailsObservable> {
  const { parameters, real, given, sizes } = problem;
  const { generator, generatorSamples, generations, realShare } = parameters;
  const curves = generator === 'real' ? 1 : 2;
  let done = 0;
  const next = () => {
    check();
    progress(done++ / (curves * sizes.length));
  };
  const realError = missedShares(real, real, sizes, next);
  if (generator === 'real') return { observables: quantities({ error: realError, realError, lostShare: 0 }, 1e-10) };
  if (given) {
    const training = real.map((p, i) => realShare * p + (1 - realShare) * given[i]);
    const error = missedShares(real, training, sizes, next);
    const lostShare = real.reduceRight((sum, p, i) => (given[i] === 0 ? sum + p : sum), 0);
    return { observables: quantities({ error, realError, lostShare }, 1e-10) };
  }
  const known = knownAfter(real, generatorSamples, generations);
  const error = missedSharesBehindGenerator(real, known, realShare, sizes, next);
  return { observables: quantities({ error, realError, lostShare: 1 - totalKnown(real, known) }, 1e-10) };
}
