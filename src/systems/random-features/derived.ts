import { optimum, powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { RandomFeaturesObservable } from './observables.ts';
import type { Problem } from './problem.ts';

/** A slope in the number of features, where spectrum and target are power laws. */
const inFeatures = {
  scale: 'linear',
  along: 'features',
  fit: powerExponent(),
  predicted: ({ parameters: { spectrum, target } }: Problem) =>
    spectrum === 'power-law' && target === 'source' ? 'curve' : undefined,
} as const;

export const derived = {
  featureExponent: {
    label: 'exponent of the error in the features',
    symbol: 'd ln E_g/d ln N',
    description: 'slope of the excess error in the features, where spectrum and target are power laws',
    of: 'excessError',
    ...inFeatures,
  },
  varianceExponent: {
    label: 'exponent of the variance from features',
    symbol: 'd ln V_F/d ln N',
    description: 'slope of the variance from features in their number, where spectrum and target are power laws',
    of: 'varianceFeatures',
    ...inFeatures,
  },
  peak: {
    label: 'peak of double descent',
    symbol: 'N_peak',
    description: 'number of features at which the test error is highest, between those swept',
    scale: 'log',
    of: 'testError',
    along: 'features',
    fit: optimum('most'),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<Problem, RandomFeaturesObservable>>;
