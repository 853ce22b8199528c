import { crossing } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { VerifiedDataObservable } from './observables.ts';
import type { VerifiedDataProblem } from './problem.ts';

export const derived = {
  transition: {
    label: 'bearable share of wrong labels',
    symbol: 'p*',
    description: 'share of wrong labels at which the learner is as good as guessing: φ/(φ + ψ), whatever the signal',
    scale: 'linear',
    of: 'accuracy',
    along: 'wrongLabels',
    fit: crossing(0.5, { direction: 'down' }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<VerifiedDataProblem, VerifiedDataObservable>>;
