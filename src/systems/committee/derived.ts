import { log } from '../../numeric/special.ts';
import { crossing } from '../../statistics/curve-fits.ts';
import type { Claim, DerivedObservable } from '../contract.ts';
import type { CommitteeObservable } from './observables.ts';
import type { CommitteeProblem } from './problem.ts';

export const derived = {
  plateauEnd: {
    label: 'end of the plateau',
    symbol: 'α_½',
    description: 'when the generalisation error is first down to half of its plateau, where it falls most slowly',
    scale: 'log',
    of: 'generalisationError',
    along: 'alpha',
    fit: crossing((error) => plateau(error) / 2, { direction: 'down', y: 'log' }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<CommitteeProblem, CommitteeObservable>>;

export const claims = {
  specialisation: {
    label: 'student units end nearest to the teacher units that they began nearest to',
    of: ['alignedOverlap', 'crossOverlap'],
    along: 'alpha',
    says: (aligned, cross) => aligned[aligned.length - 1] > cross[cross.length - 1],
    // Without a head start there is no unit to have begun near.
    made: ({ parameters }) => parameters.headStart > 0,
    share: 0.9,
  },
} satisfies Record<string, Claim<CommitteeProblem, CommitteeObservable>>;

/**
 * Points on either side over which the fall of the error is taken: more than noise, less than a
 * plateau.
 */
const REACH = 2;
/** How many times faster than on a plateau the error must fall after it. */
const ESCAPE = 2;

/**
 * The error in the middle of the stretch where its logarithm falls most slowly. NaN where it does
 * not fall much faster later: a single unit has no plateau, and some runs end on it.
 */
function plateau(error: Float64Array): number {
  const fall = (i: number) => log(error[i - REACH] / error[i + REACH]);
  let flattest = REACH;
  let steepest = 0;
  for (let i = REACH; i + REACH < error.length; i++) {
    if (fall(i) < fall(flattest)) {
      flattest = i;
      steepest = 0;
    }
    steepest = Math.max(steepest, fall(i));
  }
  return steepest > ESCAPE * fall(flattest) ? error[flattest] : Number.NaN;
}
