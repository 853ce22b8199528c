import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { LazyRichObservable } from './observables.ts';
import type { LazyRichProblem } from './problem.ts';

/**
 * The least α that exponents are fitted from. At the default sizes the weights move by 0.04 of
 * their norm there, and the solvable student's exponents are within 1 per cent of the lazy limit's.
 */
export const LAZY_FROM = 5;

/** A power law of the lazy side, in α. */
const exponent = { scale: 'linear', along: 'alpha', fit: powerExponent({ from: LAZY_FROM }) } as const;

/**
 * Mirrored pairs cancel the first order of what the weights' movement δ ~ 1/α does to a smooth
 * network's kernel and outputs. At the kinks of relu, units switch by chance instead, which goes as
 * √δ: there the theory has no exponent to offer.
 */
const secondOrder = ({ parameters }: LazyRichProblem) => (parameters.activation === 'relu' ? undefined : -2);

const isSolvable = ({ parameters }: LazyRichProblem) => parameters.model === 'solvable';

export const derived = {
  movementExponent: {
    label: 'exponent of the movement',
    symbol: 'd ln|Δw|/d ln α',
    description: `slope of the movement in α on the lazy side, from α = ${LAZY_FROM} on`,
    ...exponent,
    of: 'movement',
    predicted: (problem) => (isSolvable(problem) ? 'curve' : -1),
  },
  kernelExponent: {
    label: 'exponent of the kernel',
    symbol: 'd ln‖ΔΘ‖/d ln α',
    description: `slope of the kernel's movement in α on the lazy side, from α = ${LAZY_FROM} on`,
    ...exponent,
    of: 'kernelMovement',
    predicted: (problem) => (isSolvable(problem) ? 'curve' : secondOrder(problem)),
  },
  distanceExponent: {
    label: 'exponent of the distance',
    symbol: 'd ln‖f − f_lin‖/d ln α',
    description: `slope in α of the distance from the linearised student on the lazy side, from α = ${LAZY_FROM} on`,
    ...exponent,
    of: 'distance',
    predicted: (problem) => (isSolvable(problem) ? undefined : secondOrder(problem)),
  },
} satisfies Record<string, DerivedObservable<LazyRichProblem, LazyRichObservable>>;
