import { optimum } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { GrokkingObservable } from './observables.ts';
import type { GrokkingProblem } from './problem.ts';

export const derived = {
  bestDecay: {
    label: 'best weight decay',
    symbol: 'γ*',
    description: 'where the test loss at the end is least; trained to the end, that is σ²d/n',
    scale: 'log',
    of: 'finalTestLoss',
    along: 'decay',
    fit: optimum('least'),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<GrokkingProblem, GrokkingObservable>>;
