import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { ScalingFormsObservable } from './observables.ts';
import type { ScalingFormsProblem } from './problem.ts';

/** Samples from which on a power is fitted. */
const FROM = 200;

export const derived = {
  errorExponent: {
    label: 'exponent of the error',
    symbol: 'd ln L/d ln D',
    description: `slope from ${FROM} samples on; for many, without noise, −2/d for neighbours, −4/d for piecewise linear functions, and −1 for a fit`,
    scale: 'linear',
    of: 'error',
    along: 'samples',
    fit: powerExponent({ from: FROM }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<ScalingFormsProblem, ScalingFormsObservable>>;
