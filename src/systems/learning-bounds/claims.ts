import type { Claim } from '../contract.ts';
import type { BoundsObservable } from './observables.ts';
import type { BoundsProblem } from './problem.ts';

export const claims = {
  meanIsBest: {
    label: 'the mean of the students without errors errs less than a random one of them',
    of: ['bayesError', 'gibbsError'],
    says: (bayes, gibbs) => bayes[0] < gibbs[0],
    share: 0.7,
  },
} satisfies Record<string, Claim<BoundsProblem, BoundsObservable>>;
