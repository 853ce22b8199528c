import { defineObservables } from '../contract.ts';
import type { PSpinProblem } from './problem.ts';

export const observables = defineObservables<PSpinProblem>()({
  energy: {
    label: 'energy',
    symbol: 'H/N',
    description: 'per dimension; 0 at a random start',
    scale: 'linear',
    over: 'time',
  },
  gradient: {
    label: 'squared gradient',
    symbol: '|∇H|²/N',
    description: 'along the sphere, per dimension; at zero temperature the rate at which the energy falls',
    scale: 'log',
    over: 'time',
  },
  correlation: {
    label: 'correlation with the state after the wait',
    symbol: 'C(t_w + τ, t_w)',
    description:
      'overlap of the states at the times t_w + τ and t_w: it ages, since it falls the more slowly the longer the wait',
    scale: 'linear',
    over: 'lag',
  },
  overlap: {
    label: 'overlap with the signal',
    symbol: 'm',
    description: 'of the state with the planted direction',
    scale: 'linear',
    over: 'time',
    // What a random direction has.
    floor: ({ parameters }) => 0.1 / Math.sqrt(parameters.size),
    most: 1,
    events: ({ parameters }) => parameters.size,
  },
  negativeShare: {
    label: 'share of negative curvatures',
    symbol: 'i/N',
    description: 'of the eigenvalues of the Hessian along the sphere at the end: the index of the state, per dimension',
    scale: 'linear',
    // One eigenvalue.
    floor: ({ parameters }) => 1 / parameters.size,
    most: 1,
    events: ({ parameters }) => parameters.size,
  },
  spectrum: {
    label: 'spectrum of the Hessian',
    symbol: 'ρ(λ)',
    description: 'along the sphere at the end: density of its eigenvalues in units of their radius √(2p(p − 1))',
    scale: 'linear',
    over: 'curvature',
    mark: 'bars',
    // One eigenvalue in a bin.
    floor: ({ parameters, edges }) => 1 / (parameters.size * (edges[1] - edges[0])),
  },
});

export type PSpinObservable = keyof typeof observables;
