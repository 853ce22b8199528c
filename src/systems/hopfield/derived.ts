import { crossing } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { HopfieldObservable } from './observables.ts';
import type { HopfieldProblem } from './problem.ts';
import { capacity } from './theory/order-parameters.ts';

/** Patterns of a cold network are kept with overlaps above 0.967, and lost to about a third. */
const KEPT = 0.9;

export const derived = {
  capacity: {
    label: 'capacity',
    symbol: 'α_c',
    description:
      'load at which the mean overlap falls below 0.9; finite networks, and what replica symmetry leaves out, can only raise it',
    scale: 'linear',
    of: 'overlap',
    along: 'load',
    fit: crossing(KEPT, { direction: 'down' }),
    relation: 'atLeast',
    predicted: ({ parameters: { temperature } }) => {
      const { alpha, m } = capacity(temperature);
      return m > KEPT ? alpha : undefined;
    },
  },
} satisfies Record<string, DerivedObservable<HopfieldProblem, HopfieldObservable>>;
