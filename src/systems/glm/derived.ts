import type { DerivedObservable } from '../contract.ts';
import type { GlmObservable } from './observables.ts';
import type { GlmProblem } from './problem.ts';

/** The lowest point of a curve. */
function least(_: Float64Array, y: Float64Array): number | undefined {
  let value = Number.POSITIVE_INFINITY;
  for (const one of y) {
    if (Number.isNaN(one)) return undefined;
    value = Math.min(value, one);
  }
  return value;
}

export const derived = {
  leastTestError: {
    label: 'least test error',
    symbol: 'E*',
    description: 'of the ridges swept: curves are flat there, so that errors can be told and the best ridge hardly',
    scale: 'log',
    of: 'testError',
    along: 'ridge',
    fit: least,
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<GlmProblem, GlmObservable>>;
