import { rises } from '../../statistics/orderings.ts';
import type { Claim } from '../contract.ts';
import type { DeepLinearObservable } from './observables.ts';
import type { Problem } from './problem.ts';

export const claims = {
  strongestFirst: {
    label: 'no mode is half learned before a stronger one',
    of: ['halfTime'],
    along: 'mode',
    says: (times) => times.every((time, k) => k === 0 || time >= times[k - 1]),
    // Equal modes are learned in any order.
    made: ({ modes }) => modes.every(({ s }, k) => k === 0 || s < modes[k - 1].s),
    share: 0.9,
  },
  modesAccumulate: {
    label: 'the number of learned modes rises, and never falls by a twentieth of its rise',
    of: ['modesLearned'],
    along: 'time',
    says: rises({ tolerance: 0.05 }),
    share: 0.9,
  },
} satisfies Record<string, Claim<Problem, DeepLinearObservable>>;
