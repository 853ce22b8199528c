import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { LostTailsObservable } from './observables.ts';
import type { LostTailsProblem } from './problem.ts';

/** Where powers begin; below, the few most frequent tokens are all that is learned. */
const RANGE = { from: 100 };

export const derived = {
  slope: {
    label: 'slope of the error',
    symbol: 'd ln E/d ln T',
    description: 'exponent of the error in the training samples, from 100 on',
    scale: 'linear',
    of: 'error',
    along: 'samples',
    fit: powerExponent(RANGE),
    predicted: ({ sizes }) => (sizes.filter((size) => size >= RANGE.from).length > 2 ? 'curve' : undefined),
    floor: () => 0.005,
  },
} satisfies Record<string, DerivedObservable<LostTailsProblem, LostTailsObservable>>;
