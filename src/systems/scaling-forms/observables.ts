import { defineObservables } from '../contract.ts';
import type { ScalingFormsProblem } from './problem.ts';

export const observables = defineObservables<ScalingFormsProblem>()({
  error: {
    label: 'error',
    symbol: 'L(D)',
    description: 'mean squared distance from the target, whose power is 1, at fresh points',
    scale: 'log',
    over: 'samples',
  },
  neighbourDistance: {
    label: 'squared distance of the neighbour',
    symbol: 'r²',
    description: 'mean square of the angle to the nearest neighbour, or to the last of several that count',
    scale: 'log',
    over: 'samples',
  },
});

export type ScalingFormsObservable = keyof typeof observables;
