import { crossing } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { RegimesObservable } from './observables.ts';
import type { RegimesProblem } from './problem.ts';

export const derived = {
  speciation: {
    label: 'time of speciation',
    symbol: 't_S',
    description: 'until which U-turns keep the class three times out of four: earlier ones in generation decide on it',
    scale: 'linear',
    of: 'sameClass',
    along: 'time',
    fit: crossing(0.75, { direction: 'down', x: 'log' }),
    predicted: 'curve',
  },
  memorisation: {
    label: 'time of memorisation',
    symbol: 't_C',
    description:
      'from which on, towards the data, the empirical score puts more than half its weight on one training point',
    scale: 'linear',
    of: 'ownWeight',
    along: 'time',
    fit: crossing(0.5, { direction: 'down', x: 'log' }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<RegimesProblem, RegimesObservable>>;
