import { crossing } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { SyntheticDataObservable } from './observables.ts';
import type { SyntheticDataProblem } from './problem.ts';

export const derived = {
  breakEven: {
    label: 'break-even error of the generator',
    symbol: 'c²*',
    description: 'beyond it synthetic data hurt, each training set having its ridge',
    scale: 'log',
    of: 'advantage',
    along: 'error',
    fit: crossing(0, { direction: 'down', x: 'log' }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<SyntheticDataProblem, SyntheticDataObservable>>;
