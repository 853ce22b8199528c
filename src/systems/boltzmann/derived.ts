import { crossing } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { BoltzmannObservable } from './observables.ts';
import type { BoltzmannProblem } from './problem.ts';

export const derived = {
  stepsToTenth: {
    label: 'steps to a tenth',
    symbol: 'k₁₀',
    description: 'at which the update is within a tenth of the gradient’s length of the gradient',
    scale: 'linear',
    of: 'bias',
    along: 'step',
    fit: crossing(0.01, { direction: 'down', y: 'log' }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<BoltzmannProblem, BoltzmannObservable>>;
