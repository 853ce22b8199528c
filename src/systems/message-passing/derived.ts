import { crossing } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { MessagePassingObservable } from './observables.ts';
import type { MessagePassingProblem } from './problem.ts';

export const derived = {
  recovery: {
    label: 'recovery of the start',
    symbol: 'α₁',
    description:
      'rows over dimension at which the overlap neither grows nor decays from its start; the weak-recovery threshold, for a small one',
    scale: 'log',
    of: 'growth',
    along: 'ratio',
    fit: crossing(1, { direction: 'up', x: 'log', y: 'log' }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<MessagePassingProblem, MessagePassingObservable>>;
