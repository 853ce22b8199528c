import { crossing, powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { SingleIndexObservable } from './observables.ts';
import type { SingleIndexProblem } from './problem.ts';

export const derived = {
  escapeExponent: {
    label: 'exponent of the samples until escape',
    symbol: 'd ln n_esc/d ln d',
    description:
      'slope in the dimension; 1 from a fixed overlap, and from a random start tends to k − 1 for an information exponent k above 2',
    scale: 'linear',
    of: 'escapeSamples',
    along: 'dimension',
    fit: powerExponent(),
    predicted: 'curve',
  },
  halfOverlapTime: {
    label: 'time to overlap ½',
    symbol: 't_½',
    description: 'when the mean overlap crosses ½',
    scale: 'log',
    of: 'overlap',
    along: 'time',
    fit: crossing(0.5, { direction: 'up' }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<SingleIndexProblem, SingleIndexObservable>>;
