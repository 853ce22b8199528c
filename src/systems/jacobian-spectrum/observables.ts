import { defineObservables } from '../contract.ts';
import type { JacobianProblem } from './problem.ts';

export const observables = defineObservables<JacobianProblem>()({
  mean: {
    label: 'mean of the squared singular values',
    symbol: '⟨s²⟩',
    description: '(1/n) tr JJᵀ of the Jacobian of the last preactivations by the first',
    scale: 'log',
  },
  secondMoment: {
    label: 'second moment of the squared singular values',
    symbol: '⟨s⁴⟩',
    description: '(1/n) tr (JJᵀ)²',
    scale: 'log',
  },
  density: {
    label: 'density of the singular values',
    symbol: 'ρ(s)',
    description:
      'share in each bin, per unit, over the root of what a layer multiplies squares by; of linear and relu networks, where theory has it in closed form',
    scale: 'linear',
    over: 'singularValue',
    mark: 'bars',
    // Half a singular value, which is what a bin at an edge is uncertain by.
    floor: ({ parameters, edges }) => 0.5 / (parameters.width * (edges[1] - edges[0])),
  },
  spread: {
    label: 'relative variance of the squared singular values',
    symbol: 'σ²/⟨s²⟩²',
    description: 'within a network: 0 is isometry',
    scale: 'linear',
    floor: () => 1e-10,
  },
  largest: {
    label: 'largest singular value',
    symbol: 's_max',
    description: 'how much a direction can be stretched',
    scale: 'log',
    theory: 'none',
  },
});

export type JacobianObservable = keyof typeof observables;
