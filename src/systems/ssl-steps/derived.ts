import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { SslObservable } from './observables.ts';
import type { SslProblem } from './problem.ts';

export const derived = {
  timeRatio: {
    label: 'last time over the first',
    symbol: 't_d/t_1',
    description: 'how much later the last mode is learned than the first: γ_1/γ_d for the smallest starts',
    scale: 'log',
    of: 'halfTime',
    along: 'mode',
    fit: (_, times) => (times.length > 1 && times[0] > 0 ? times[times.length - 1] / times[0] : undefined),
    predicted: 'curve',
  },
  samplingExponent: {
    label: 'exponent of the misalignment',
    symbol: 'd ln(1 − A)/d ln P',
    description: 'of the misalignment over the pairs: −1, squares of angles that fall as 1/√P',
    scale: 'linear',
    of: 'misalignment',
    along: 'pairs',
    fit: powerExponent(),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<SslProblem, SslObservable>>;
