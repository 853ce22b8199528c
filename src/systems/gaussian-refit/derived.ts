import { log } from '../../numeric/special.ts';
import { crossing } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { GaussianRefitObservable } from './observables.ts';
import type { GaussianRefitProblem } from './problem.ts';

export const derived = {
  halfLife: {
    label: 'half-life of the variance',
    symbol: 'G½',
    description: 'generation in which the typical variance exp(E ln v) falls below half of the first',
    scale: 'log',
    of: 'logVariance',
    along: 'generation',
    fit: crossing(-log(2), { direction: 'down' }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<GaussianRefitProblem, GaussianRefitObservable>>;
