import { defineObservables } from '../contract.ts';
import type { MaxMarginProblem } from './problem.ts';

export const observables = defineObservables<MaxMarginProblem>()({
  margin: {
    label: 'margin',
    symbol: 'min z·w/|w|',
    description: 'the least distance of a datum from the separating plane, negative on its wrong side, in the ℓ2 norm',
    scale: 'linear',
    over: 'time',
    floor: () => 0.002,
  },
  loss: {
    label: 'loss',
    symbol: 'L',
    description: 'Σ ln(1 + e^(−z·w)), the sum over the data',
    scale: 'log',
    over: 'time',
  },
  finalMargin: {
    label: 'margin at the end',
    symbol: 'min z·w/‖w‖',
    description:
      'in the norm of the optimiser: ℓ2 of descent, of the unit gradient and of Adam with ε > 0, ℓ∞ of signs and of Adam with ε = 0, ℓ1 of coordinates',
    scale: 'linear',
  },
  decayRate: {
    label: 'rate of decay of the loss',
    symbol: '−d ln L/dΣη',
    description: 'of normalised optimisers, over the second half of the summed steps; Adam’s memory limits it',
    scale: 'linear',
  },
});

export type MaxMarginObservable = keyof typeof observables;
