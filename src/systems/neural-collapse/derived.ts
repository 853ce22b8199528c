import { crossing } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { NeuralCollapseObservable } from './observables.ts';
import type { NeuralCollapseProblem } from './problem.ts';

export const derived = {
  halfTime: {
    label: 'half time',
    symbol: 't_½',
    description: 'when half of the labels is learned',
    scale: 'linear',
    of: 'learned',
    along: 'time',
    fit: crossing(0.5),
    predicted: ({ parameters: { model, kappa, duration } }) =>
      model === 'flow' && kappa < 0.4 && duration >= 1.5 ? 'curve' : undefined,
  },
} satisfies Record<string, DerivedObservable<NeuralCollapseProblem, NeuralCollapseObservable>>;
