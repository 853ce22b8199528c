import { exp, log } from '../../numeric/special.ts';
import { optimum, powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { SchedulesObservable } from './observables.ts';
import type { SchedulesProblem } from './problem.ts';

/** y at x = 1/2, by logarithms between points; undefined where none lies before. */
function halfwayRatio(x: Float64Array, y: Float64Array): number | undefined {
  const at = x.findIndex((one) => one >= 0.5);
  if (at >= 0 && x[at] === 0.5) return Number.isFinite(y[at]) ? y[at] : undefined;
  if (at < 1 || !(y[at - 1] > 0 && y[at] > 0 && Number.isFinite(y[at]))) return undefined;
  const share = log(0.5 / x[at - 1]) / log(x[at] / x[at - 1]);
  return exp(log(y[at - 1]) + share * log(y[at] / y[at - 1]));
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
  bestDecay: {
    label: 'best share of the decay',
    symbol: 'd*',
    description:
      'of least risk at the end, at a peak rate that is given, by a parabola through the lowest of the shares drawn and its neighbours; each share at its own best rate, the longest decay is the best. The risk is flat there: a share that is a twentieth of the budget off costs less than half a per cent of it',
    scale: 'linear',
    of: 'finalRisk',
    along: 'decayShare',
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
    symbol: 'L_{T/2}/L_T',
    description:
      'at a constant rate that is best for its budget it tends to (2^r + r)/(1 + r), the same at every budget',
    scale: 'linear',
    of: 'relativeRisk',
    along: 'share',
    fit: halfwayRatio,
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<SchedulesProblem, SchedulesObservable>>;
