import { defineObservables } from '../contract.ts';
import type { FiniteWidthProblem } from './problem.ts';

export const observables = defineObservables<FiniteWidthProblem>()({
  relativeVariance: {
    label: 'relative variance of the length',
    symbol: 'Var q/q²',
    description:
      'over networks, of q = |h|²/n in the last layer; over the square of the mean length (of the trial’s networks, unless the layers’ gain is known)',
    scale: 'log',
  },
  meanLog: {
    label: 'mean logarithm of the length',
    symbol: 'E ln q',
    description:
      'over networks that are not dead, of the length over what it is on average; of linear and relu layers without biases',
    scale: 'linear',
  },
  varianceLog: {
    label: 'variance of the logarithm of the length',
    symbol: 'Var ln q',
    description: 'over networks that are not dead; of linear and relu layers without biases',
    scale: 'log',
  },
  deadShare: {
    label: 'share of dead networks',
    symbol: 'p₀',
    description: 'in which all units of some layer are silent',
    scale: 'linear',
    // One network in a thousand.
    floor: () => 1e-3,
  },
});

export type FiniteWidthObservable = keyof typeof observables;
