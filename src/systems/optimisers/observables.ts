import { defineObservables } from '../contract.ts';
import type { OptimisersProblem } from './problem.ts';

/** The square of the rounding of residuals, relative, with room for a large condition number. */
const floor = () => 1e-25;

export const observables = defineObservables<OptimisersProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L/L₀',
    description: 'half the mean squared error on the data, over that at the start; of a network on its training data',
    scale: 'log',
    over: 'step',
    floor,
  },
  stepsToTarget: {
    label: 'steps to the target',
    symbol: 'k*',
    description: 'when the loss first is at the target, by its logarithm between two steps',
    scale: 'log',
  },
  speedup: {
    label: 'speed-up over gradient descent',
    symbol: 'k*_GD/k*',
    description:
      'steps of gradient descent to the target over those of the optimiser: descent with the step 1, and in a network both at their best rates',
    scale: 'log',
  },
});

export type OptimisersObservable = keyof typeof observables;
