import { optimum, powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { RidgeObservable } from './observables.ts';
import type { Problem } from './problem.ts';

export const derived = {
  errorExponent: {
    label: 'exponent of the learning curve',
    symbol: 'd ln E_g/d ln P',
    description: 'slope of the excess error in the samples, where spectrum and target are power laws',
    scale: 'linear',
    of: 'excessError',
    along: 'samples',
    fit: powerExponent(),
    predicted: ({ parameters: { data, spectrum, target } }) =>
      data === undefined && spectrum === 'power-law' && target === 'source' ? 'curve' : undefined,
  },
  bestRidge: {
    label: 'best ridge',
    symbol: 'λ*',
    description:
      'at which the excess error is least, between the ridges swept: on a fine grid that of `ridge=optimal`, on a coarse one what a parabola makes of it',
    scale: 'log',
    of: 'excessError',
    along: 'ridge',
    fit: optimum('least'),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<Problem, RidgeObservable>>;
