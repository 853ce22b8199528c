import { defineObservables } from '../contract.ts';
import type { EarlyStoppingProblem } from './problem.ts';

export const observables = defineObservables<EarlyStoppingProblem>()({
  risk: {
    label: 'risk when stopped',
    symbol: 'R',
    description: 'of the weights after a time t: (1/n)|X(w − w*)|², without the noise of the labels',
    scale: 'log',
    over: 'time',
  },
  ridgeRisk: {
    label: 'risk of the averaged path',
    symbol: 'R_ρ',
    description:
      'of the weights averaged over all steps k with geometric weights of mean time t: exactly those of ridge regression with ρ = 1/t',
    scale: 'log',
    over: 'time',
  },
});

export type EarlyStoppingObservable = keyof typeof observables;
