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
    share: 0.5,
  },
  stepsHelp: {
    label: 'samples of many steps are nearer to the images than those of few',
    of: ['distance'],
    along: 'stepCount',
    says: (distance) => distance[distance.length - 1] < distance[0],
    made: ({ stepCounts }) => stepCounts.length > 2,
    share: 0.5,
  },
  lessCopied: {
    label: 'the more images, the farther are samples from all of them',
    of: ['nearest'],
    along: 'images',
    says: rises({ tolerance: 0.05 }),
    share: 0.5,
  },
} satisfies Record<string, Claim<LearnedProblem, LearnedObservable>>;
