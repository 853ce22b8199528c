import { optimum } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { KernelObservable } from './observables.ts';
import type { Problem } from './problem.ts';

export const derived = {
  bestTime: {
    label: 'time to stop',
    symbol: 't*',
    description: 'when the test error along gradient flow is least, where it rises again afterwards',
    scale: 'log',
    of: 'testErrorInTime',
    along: 'time',
    fit: optimum('least'),
    predicted: 'curve',
  },
  bestRidge: {
    label: 'best ridge',
    symbol: 'δ*',
    description: 'at which the test error is least, between the ridges swept',
    scale: 'log',
    of: 'testError',
    along: 'ridge',
    fit: optimum('least'),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<Problem, KernelObservable>>;
