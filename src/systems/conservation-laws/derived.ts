import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { ConservationObservable } from './observables.ts';
import type { ConservationProblem } from './problem.ts';

export const derived = {
  violationOrder: {
    label: 'order of the violation',
    symbol: 'd ln|Q_T − ρ²ᵏQ₀|/d ln η',
    description: 'exponent in the step of what steps have broken after the same time: 1 where they are small',
    scale: 'linear',
    of: 'finalViolation',
    along: 'step',
    fit: powerExponent(),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<ConservationProblem, ConservationObservable>>;
