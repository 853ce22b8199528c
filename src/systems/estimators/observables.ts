import { defineObservables } from '../contract.ts';
import type { EstimatorsProblem } from './problem.ts';

export const observables = defineObservables<EstimatorsProblem>()({
  estimate: {
    label: 'estimate',
    symbol: 'θ̂',
    description: 'mean of the estimator over samples',
    scale: 'linear',
  },
  spread: {
    label: 'standard deviation',
    symbol: 's',
    description: 'of the estimator over samples: the error bar that belongs to one estimate',
    scale: 'log',
  },
  bias: {
    label: 'relative bias',
    symbol: 'E θ̂/θ − 1',
    description: 'by how much the estimate is above the truth on average, in units of it',
    scale: 'linear',
    floor: () => HARDLY_ANY,
  },
});

export type EstimatorsObservable = keyof typeof observables;

/** Of the truth: biases are told from 0 down to this. */
const HARDLY_ANY = 0.002;
