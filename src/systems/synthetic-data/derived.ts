import { crossing } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { SyntheticDataObservable } from './observables.ts';
import type { SyntheticDataProblem } from './problem.ts';

export const derived = {
  breakEven: {
    label: 'break-even error of the generator',
    symbol: 'c²*',
    description:
      'beyond it synthetic data hurt, each training set having its ridge; interpolated between the points, so that wide steps of them move it by some per cent where the ridge is tuned',
    scale: 'log',
    of: 'advantage',
    along: 'error',
    // At one ridge the advantage is linear in c².
    fit: crossing(0, { direction: 'down' }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<SyntheticDataProblem, SyntheticDataObservable>>;
