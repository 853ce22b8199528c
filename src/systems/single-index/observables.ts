import { defineObservables } from '../contract.ts';
import type { SingleIndexProblem } from './problem.ts';

/**
 * Numerical error of the predicted loss, absolute in units of the loss at the start: late losses
 * are small against it.
 */
const LOSS_PROMISE = 2e-4;

/**
 * Where there is a search, the mean of late losses is the share of runs that have not escaped:
 * below this, some tens of trials see none of them.
 */
const RARE = 0.05;

export const observables = defineObservables<SingleIndexProblem>()({
  overlap: {
    label: 'overlap',
    symbol: 'm',
    description: 'w·w* of the unit weights of student and teacher; its magnitude for an even activation',
    scale: 'linear',
    over: 'time',
  },
  populationLoss: {
    label: 'population loss',
    symbol: 'L',
    description:
      'half the mean squared difference of student and teacher on fresh inputs; for an information exponent of 2 or more judged to within 5 % of the loss of orthogonal weights, since late losses are those of the few runs that have not escaped',
    scale: 'linear',
    over: 'time',
    floor: ({ exponent, variance }) => (exponent > 1 ? RARE : LOSS_PROMISE) * variance,
  },
  escapeSamples: {
    label: 'samples until escape',
    symbol: 'n_esc',
    description: 'steps of SGD, each on a fresh sample, until the overlap is seen at the threshold for the first time',
    scale: 'log',
  },
});

export type SingleIndexObservable = keyof typeof observables;
