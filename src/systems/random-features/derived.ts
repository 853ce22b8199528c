import { optimum, powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { RandomFeaturesObservable } from './observables.ts';
import type { Problem } from './problem.ts';

export const derived = {
  featureExponent: {
    label: 'exponent of the error in the features',
    symbol: 'd ln E_g/d ln N',
    description: 'slope of the excess error in the features, where spectrum and target are power laws',
    scale: 'linear',
    of: 'excessError',
    along: 'features',
    fit: powerExponent(),
    predicted: ({ parameters: { spectrum, target } }) =>
      spectrum === 'power-law' && target === 'source' ? 'curve' : undefined,
  },
  peak: {
    label: 'peak of double descent',
    symbol: 'N_peak',
    description:
      'number of features at which the test error is highest, between those swept: a coarse grid places a sharp peak where a parabola through three points has it',
    scale: 'log',
    of: 'testError',
    along: 'features',
    fit: optimum('most'),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<Problem, RandomFeaturesObservable>>;
