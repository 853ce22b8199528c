import { defineObservables } from '../contract.ts';
import type { FeatureGeometryProblem } from './problem.ts';

/** Of a loss that is a third without any weights; descent ends near it where nothing is lost. */
const SMALLEST_LOSS = 1e-6;

export const observables = defineObservables<FeatureGeometryProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L',
    description:
      'squared error of all outputs when one feature is active, in the best of the restarts; ⅓ where nothing is represented',
    scale: 'log',
    floor: () => SMALLEST_LOSS,
  },
  overlap: {
    label: 'mean squared overlap',
    symbol: '⟨cos²⟩',
    description: 'of the directions of two features that are represented, in the best of the restarts',
    scale: 'log',
  },
  totalDimensionality: {
    label: 'total dimensionality',
    symbol: 'Σ D',
    description: 'sum of the shares of a dimension that all features have; no more than there are dimensions',
    scale: 'log',
    relation: 'atMost',
  },
  represented: {
    label: 'features represented',
    symbol: 'k',
    description: 'whose own output sees them at their largest, in the best of the restarts',
    scale: 'linear',
  },
  exponent: {
    label: 'local exponent',
    symbol: '−d ln L/d ln m',
    description: 'of the loss, between these dimensions and twice as many (`doubled=yes`)',
    scale: 'linear',
    theory: 'none',
    level: { value: 1, label: '1/m' },
  },
  found: {
    label: 'restarts that found it',
    symbol: 'f',
    description: 'share of the restarts that ended within 0.1 % of the best one in loss',
    scale: 'log',
    theory: 'none',
    most: 1,
    events: ({ parameters: { restarts } }) => restarts,
  },
  meanLoss: {
    label: 'mean loss of the restarts',
    symbol: '⟨L⟩',
    description: 'of all restarts, also those that ended in a local minimum',
    scale: 'log',
    theory: 'none',
  },
  randomLoss: {
    label: 'loss of random directions',
    symbol: 'L_random',
    description: 'where only the length and the bias that all share are trained',
    scale: 'log',
  },
  unitLoss: {
    label: 'loss of random unit vectors',
    symbol: 'L_unit',
    description: 'without a bias and untrained: interference alone',
    scale: 'log',
  },
});

export type FeatureGeometryObservable = keyof typeof observables;
