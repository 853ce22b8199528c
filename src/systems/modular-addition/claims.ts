import { falls } from '../../statistics/orderings.ts';
import type { Claim } from '../contract.ts';
import type { ModularAdditionObservable } from './observables.ts';
import { isTrained, KNOWN, type ModularAdditionProblem } from './problem.ts';

const last = (curve: Float64Array) => curve[curve.length - 1];

export const claims = {
  memorisesFirst: {
    label: 'the training data are known while the test accuracy is below one half, and the rest is known in the end',
    of: ['trainAccuracy', 'testAccuracy'],
    along: 'step',
    says: (train, test) => {
      const known = train.findIndex((value) => value >= KNOWN);
      return known >= 0 && test[known] < 0.5 && last(test) >= KNOWN;
    },
    // Shown most of the table, networks learn it about as soon as they know it.
    made: (problem) => problem.parameters.share <= 0.75 && isTrained(problem),
    share: 0.7,
  },
  becomesPeriodic: {
    label: 'weights become periodic: the strongest frequency gains more than half of what it lacked',
    of: ['periodicity'],
    along: 'step',
    says: (periodicity) => 1 - last(periodicity) < (1 - periodicity[0]) / 2,
    made: isTrained,
    share: 0.7,
  },
  decayHastens: {
    label: 'the task is learned the sooner, the more weights decay',
    of: ['generalised'],
    along: 'decay',
    says: falls(),
    share: 0.5,
  },
  dataHasten: {
    label: 'the task is learned the sooner, the more of it is shown',
    of: ['generalised'],
    along: 'share',
    says: falls(),
    share: 0.5,
  },
} satisfies Record<string, Claim<ModularAdditionProblem, ModularAdditionObservable>>;
