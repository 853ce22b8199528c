import { defineObservables } from '../contract.ts';
import type { ClassImbalanceProblem } from './problem.ts';

export const observables = defineObservables<ClassImbalanceProblem>()({
  minorityAccuracy: {
    label: 'accuracy on the minority',
    symbol: 'a₁',
    description: 'share of fresh inputs of the rarer class that it is given to',
    scale: 'linear',
    floor: () => HARDLY_ANY,
  },
  majorityAccuracy: {
    label: 'accuracy on the majority',
    symbol: 'a₀',
    description: 'share of fresh inputs of the more frequent class that it is given to',
    scale: 'linear',
    floor: () => HARDLY_ANY,
  },
  balancedAccuracy: {
    label: 'balanced accuracy',
    symbol: 'ā',
    description: 'mean of both: of a guess, ½',
    scale: 'linear',
    level: { value: 0.5, label: 'guessing' },
    floor: () => HARDLY_ANY,
  },
  totalAccuracy: {
    label: 'accuracy at the training shares',
    symbol: 'a',
    description: 'on fresh inputs of which as few belong to the minority as in training',
    scale: 'linear',
    floor: () => HARDLY_ANY,
  },
});

export type ClassImbalanceObservable = keyof typeof observables;

/** Of an accuracy; the normal approximation of the scores is wrong by up to half of it. */
const HARDLY_ANY = 0.01;
