import { optimum, powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { SchedulesObservable } from './observables.ts';
import type { SchedulesProblem } from './problem.ts';

/** y where x is half of its last; undefined where no point lies there, or no number comes out. */
function halfwayRatio(x: Float64Array, y: Float64Array): number | undefined {
  const at = x.indexOf(Math.round(x[x.length - 1] / 2));
  const ratio = at < 0 ? Number.NaN : y[at] / y[y.length - 1];
  return Number.isFinite(ratio) ? ratio : undefined;
}

export const derived = {
  bestRate: {
    label: 'best peak rate',
    symbol: 'η₀*',
    description: 'of least risk at the end',
    scale: 'log',
    of: 'finalRisk',
    along: 'rate',
    fit: optimum('least'),
    predicted: 'curve',
  },
  budgetExponent: {
    label: 'exponent in the budget',
    symbol: '−d ln L_T/d ln T',
    description:
      'of the risk at the end: at the best rates it tends to r/(1 + r − q), with q = 0 of a constant rate, ½ of linear decay, ⅔ of a cosine, at most 1 − 1/b',
    scale: 'linear',
    of: 'finalRisk',
    along: 'steps',
    fit: (x, y) => {
      const exponent = powerExponent()(x, y);
      return exponent === undefined ? undefined : -exponent;
    },
    predicted: 'curve',
  },
  halfway: {
    label: 'risk half-way over that at the end',
    symbol: 'L_T/2/L_T',
    description:
      'at a constant rate that is best for its budget it tends to (2^r + r)/(1 + r), the same at every budget',
    scale: 'linear',
    of: 'risk',
    along: 'step',
    fit: halfwayRatio,
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<SchedulesProblem, SchedulesObservable>>;
