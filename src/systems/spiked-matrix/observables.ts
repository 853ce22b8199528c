import { cbrt, power, squared } from '../../numeric/special.ts';
import { defineObservables } from '../contract.ts';
import type { SpikedMatrixProblem } from './problem.ts';

export const observables = defineObservables<SpikedMatrixProblem>()({
  topEigenvalue: {
    label: 'largest eigenvalue',
    symbol: 'λ₁',
    description: 'of Y = λvvᵀ + J, where the spectrum of the noise J ends at 2',
    scale: 'linear',
  },
  overlapSquared: {
    label: 'squared overlap of the top eigenvector',
    symbol: '(u₁·v)²',
    description: 'with the planted direction: what principal component analysis finds of it',
    scale: 'linear',
    // Below the transition, twice what is left of it at this size; above, what a random direction
    // has.
    floor: ({ parameters: { signal, size } }) =>
      signal > 1 ? 1 / size : 2 / (size * (squared(1 - signal) + power(cbrt(size), -2))),
    most: 1,
    events: ({ parameters }) => parameters.size,
  },
  flowOverlap: {
    label: 'squared overlap along the flow',
    symbol: 'm²',
    description: 'mean over starts and matrices of (σ·v)²/N',
    scale: 'linear',
    over: 'time',
    // What a random direction has.
    floor: ({ parameters }) => 1 / parameters.size,
    most: 1,
    events: ({ parameters }) => parameters.size,
  },
  energy: {
    label: 'energy along the flow',
    symbol: '−σᵀYσ/2N',
    description: 'the quantity that the flow descends',
    scale: 'linear',
    over: 'time',
  },
});

export type SpikedMatrixObservable = keyof typeof observables;
