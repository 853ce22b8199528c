import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { QuantaObservable } from './observables.ts';
import type { QuantaProblem } from './problem.ts';

/** Examples from which on a power is fitted. */
const FROM = 300;
/** Of a slope: what is flat has one of 0, up to this. */
const FLAT = 0.002;
/** Slots between which a power is fitted: few enough to be filled with what is used most. */
const SLOTS = { from: 10, to: 100 };

export const derived = {
  examplesExponent: {
    label: 'exponent of the loss in examples',
    symbol: 'd ln L/d ln D',
    description: `slope from ${FROM} examples on; −α/(1 + α) where the list of quanta has no end`,
    scale: 'linear',
    of: 'loss',
    along: 'examples',
    fit: powerExponent({ from: FROM }),
    predicted: (problem) => (isScaling(problem) ? 1 / problem.beta - 1 : 'curve'),
    floor: () => FLAT,
  },
  learnedExponent: {
    label: 'exponent of the quanta learned',
    symbol: 'd ln n/d ln D',
    description: `slope from ${FROM} examples on; 1/(1 + α) for many, where the list of quanta has no end`,
    scale: 'linear',
    of: 'learned',
    along: 'examples',
    fit: powerExponent({ from: FROM }),
    predicted: 'curve',
    floor: () => FLAT,
  },
  slotsExponent: {
    label: 'exponent of the loss in slots',
    symbol: 'd ln L/d ln n',
    description: `slope from ${SLOTS.from} to ${SLOTS.to} slots; tends to −α for many slots and far more examples`,
    scale: 'linear',
    of: 'capacityLoss',
    along: 'slots',
    fit: powerExponent(SLOTS),
    predicted: 'curve',
    floor: () => FLAT,
  },
} satisfies Record<string, DerivedObservable<QuantaProblem, QuantaObservable>>;

/**
 * Whether the powers of many examples are those of the fit, within some thousandths: the most used
 * quantum has been met a hundred times as often as it takes.
 */
function isScaling({ parameters, total, quanta }: QuantaProblem): boolean {
  const { learner, threshold, spread } = parameters;
  return quanta === Number.POSITIVE_INFINITY && learner === 'counting' && spread === 0 && FROM / total > 20 * threshold;
}
