import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { FeatureGeometryObservable } from './observables.ts';
import type { FeatureGeometryProblem } from './problem.ts';
import { FEW_PER_DIMENSION } from './validity.ts';

type Derived = DerivedObservable<FeatureGeometryProblem, FeatureGeometryObservable>;

export const derived = {
  unitExponent: {
    label: 'exponent of random unit vectors',
    symbol: 'α_unit',
    description: 'of their loss over the dimensions: −1, since squared overlaps are 1/m',
    scale: 'linear',
    of: 'unitLoss',
    along: 'dimensions',
    fit: powerExponent(),
    predicted: () => -1,
  },
  lawExponent: {
    label: 'exponent under the 1/m law',
    symbol: 'α',
    description:
      'of the loss of trained features over the dimensions, held to the −1 that squared overlaps of 1/m lead to where biases hide nothing',
    scale: 'linear',
    of: 'loss',
    along: 'dimensions',
    fit: powerExponent(),
    predicted: ({ parameters: { features, dimensions, activation } }) =>
      activation === 'relu' && dimensions > 2 && features >= FEW_PER_DIMENSION * dimensions ? -1 : undefined,
  },
} satisfies Record<string, Derived>;
