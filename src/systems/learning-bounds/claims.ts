import type { Claim } from '../contract.ts';
import type { BoundsObservable } from './observables.ts';
import type { BoundsProblem } from './problem.ts';

/** In most trials: what eight can show that all agree (0.05^(1/8) = 0.688). */
const SHARE = 0.68;

export const claims = {
  meanIsBest: {
    label: 'the mean of the students without errors errs less than a random one of them',
    of: ['bayesError', 'gibbsError'],
    says: (bayes, gibbs) => bayes[0] < gibbs[0],
    share: SHARE,
  },
} satisfies Record<string, Claim<BoundsProblem, BoundsObservable>>;
