import { defineObservables } from '../contract.ts';
import type { AttentionProblem } from './problem.ts';

export const observables = defineObservables<AttentionProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L',
    description: '½ of the mean squared error over all contexts, noise included',
    scale: 'log',
    over: 'time',
  },
  halfTime: {
    label: 'time of learning',
    symbol: 't_m',
    description: 'when the answer to inputs along an eigenvector is half of what it will be',
    scale: 'log',
    over: 'mode',
  },
});

export type AttentionObservable = keyof typeof observables;
