import { type CurveFit, optimum } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { KernelObservable } from './observables.ts';
import type { Problem } from './problem.ts';

/** How much training on must cost for the time to stop to mean anything. */
const WORTH_STOPPING = 0.01;

const least = optimum('least');

/** Relative to the error before training: below it is round-off, which has minima of its own. */
const ROUND_OFF = 1e-9;

/**
 * Undefined where the error rises by less than a hundredth afterwards, and where it falls to
 * round-off.
 */
const timeToStop: CurveFit = (time, error) => {
  const smallest = Math.min(...error);
  if (smallest < ROUND_OFF * error[0]) return undefined;
  return smallest < (1 - WORTH_STOPPING) * error[error.length - 1] ? least(time, error) : undefined;
};

export const derived = {
  bestTime: {
    label: 'time to stop',
    symbol: 't*',
    description: 'when the test error along gradient flow is least, where training on costs a hundredth of it or more',
    scale: 'log',
    of: 'testErrorInTime',
    along: 'time',
    fit: timeToStop,
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<Problem, KernelObservable>>;
