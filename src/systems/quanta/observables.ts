import { defineObservables } from '../contract.ts';
import type { QuantaProblem } from './problem.ts';

export const observables = defineObservables<QuantaProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L(D)',
    description: 'mean over fresh examples: 1 for a quantum that is not learned, (1 − f)² where it is learned by steps',
    scale: 'log',
    over: 'examples',
  },
  learned: {
    label: 'quanta learned',
    symbol: 'n(D)',
    description: 'number of quanta learned; by steps, those of an output above ½',
    scale: 'log',
    over: 'examples',
    floor: () => HARDLY_ANY,
  },
  capacityLoss: {
    label: 'loss with n slots',
    symbol: 'L(n)',
    description: 'of a learner that keeps only the n quanta that it has met most often, after all examples',
    scale: 'log',
    over: 'slots',
  },
  quantumLoss: {
    label: 'loss of one quantum',
    symbol: 'L_k(D)',
    description: 'of the quantum of rank k: a sudden fall, where the loss of all is a smooth power',
    scale: 'linear',
    over: ['rank', 'examples'],
    floor: () => HARDLY_ANY,
  },
});

/** Of all or nothing in each trial: a mean that some dozens of them cannot tell from 0. */
const HARDLY_ANY = 0.02;

export type QuantaObservable = keyof typeof observables;
