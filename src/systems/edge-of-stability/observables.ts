import { defineObservables } from '../contract.ts';
import type { EdgeProblem } from './problem.ts';

export const observables = defineObservables<EdgeProblem>()({
  sharpness: {
    label: 'sharpness over threshold',
    symbol: 'S/S*',
    description:
      'largest eigenvalue of the Hessian of the loss (preconditioned, for rmsprop and adam) over the threshold of the present learning rate: 1 is the edge',
    scale: 'linear',
    over: 'step',
    theory: 'none',
    level: { value: 1, label: 'the edge' },
  },
  lateSharpness: {
    label: 'late sharpness',
    symbol: 'S_late',
    description:
      'median sharpness over the last third of the steps, in runs that stood at the edge before: whose median between half and two thirds of the steps is above nine tenths of the threshold',
    scale: 'log',
  },
  loss: {
    label: 'training loss',
    symbol: 'L',
    description: 'of all training samples',
    scale: 'log',
    over: 'step',
    theory: 'none',
  },
  oscillation: {
    label: 'oscillation',
    symbol: '|x|',
    description:
      'distance from the bottom of the valley along the top eigenvector u: |u·∇L|/S (in preconditioned coordinates, for rmsprop and adam)',
    scale: 'log',
    over: 'step',
    theory: 'none',
  },
});

export type EdgeObservable = keyof typeof observables;
