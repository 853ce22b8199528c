import { type CurveFit, optimum } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { BatchSizeObservable } from './observables.ts';
import type { BatchSizeProblem } from './problem.ts';

/** A corner that lies so many times beyond the largest batch is not seen. */
const BEYOND = 10;

/**
 * E_min/S_min of steps k = S_min + E_min/B, by least squares of relative deviations. Undefined
 * where the steps do not flatten, with fewer than three points, with steps that are no numbers, and
 * where the target is passed within one step: such fractions are interpolated and no trade-off.
 */
export const hyperbola: CurveFit = (batch, steps) => {
  if (batch.length < 3 || !steps.every((step) => step >= 1)) return undefined;
  // Normal equations of 1 = S_min u + E_min v with u = 1/k and v = 1/(kB).
  let [uu, uv, vv, su, sv] = [0, 0, 0, 0, 0];
  for (let i = 0; i < batch.length; i++) {
    const u = 1 / steps[i]!;
    const v = u / batch[i]!;
    uu += u * u;
    uv += u * v;
    vv += v * v;
    su += u;
    sv += v;
  }
  const [least, examples] = [su * vv - sv * uv, sv * uu - su * uv];
  const corner = examples / least;
  return least > 0 && examples > 0 && corner < BEYOND * Math.max(...batch) ? corner : undefined;
};

export const derived = {
  criticalBatch: {
    label: 'critical batch size',
    symbol: 'E_min/S_min',
    description:
      'from the steps over batch sizes as S_min + E_min/B: at that batch both steps and examples are about twice their least',
    scale: 'log',
    of: 'stepsToTarget',
    along: 'batch',
    fit: hyperbola,
    predicted: 'curve',
  },
  bestRate: {
    label: 'best learning rate',
    symbol: 'η*',
    description:
      'at which the steps to the target are fewest, between the rates swept; with a rule, that at a batch size of 1',
    scale: 'log',
    of: 'stepsToTarget',
    along: 'rate',
    fit: optimum('least'),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<BatchSizeProblem, BatchSizeObservable>>;
