import { rises } from '../../statistics/orderings.ts';
import type { Claim } from '../contract.ts';
import type { LearnedObservable } from './observables.ts';
import type { LearnedProblem } from './problem.ts';

export const claims = {
  moreAlike: {
    label: 'the more images, the more alike are samples of denoisers that have none in common',
    of: ['similarity'],
    along: 'images',
    says: rises({ tolerance: 0.05 }),
    made: ({ hasTwo }) => hasTwo,
    share: 0.8,
  },
} satisfies Record<string, Claim<LearnedProblem, LearnedObservable>>;
