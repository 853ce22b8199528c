import { optimum } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { EarlyStoppingObservable } from './observables.ts';
import type { EarlyStoppingProblem } from './problem.ts';

export const derived = {
  bestTime: {
    label: 'best time to stop',
    symbol: 't*',
    description: 'when the mean risk of the stopped weights is least',
    scale: 'log',
    of: 'risk',
    along: 'time',
    fit: optimum('least'),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<EarlyStoppingProblem, EarlyStoppingObservable>>;
