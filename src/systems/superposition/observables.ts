import { defineObservables } from '../contract.ts';
import type { SuperpositionProblem } from './problem.ts';

/** What noise of the last steps leaves of a weight of 0. */
const WEIGHT = 0.02;
/** A dimensionality is the square of such a weight, or the noise of a pair. */
const SHARE = 0.004;

export const observables = defineObservables<SuperpositionProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L',
    description: 'squared error of the features times their importances, of the best of the restarts, on new inputs',
    scale: 'log',
  },
  dimensionality: {
    label: 'feature dimensionality',
    symbol: 'D₂',
    description:
      'share of a dimension that the second feature has, in the best of the restarts: 0 where it is not represented, ½ in an antipodal pair, 1 where the dimension is its own',
    scale: 'linear',
    floor: () => SHARE,
    most: 1,
  },
  overlap: {
    label: 'overlap of the features',
    symbol: 'w₁·w₂',
    description: 'of the two weight vectors in the best of the restarts; its square is the interference',
    scale: 'linear',
    floor: () => WEIGHT,
  },
  meanLoss: {
    label: 'mean loss of the restarts',
    symbol: '⟨L⟩',
    description: 'of all restarts, also those that ended in a local minimum',
    scale: 'log',
    theory: 'none',
  },
  found: {
    label: 'restarts that found it',
    symbol: 'f',
    description: 'share of the restarts that ended within 5 % of the best one in loss',
    scale: 'linear',
    theory: 'none',
    most: 1,
    events: ({ parameters: { restarts } }) => restarts,
  },
});

export type SuperpositionObservable = keyof typeof observables;
