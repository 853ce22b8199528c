import { defineObservables } from '../contract.ts';
import type { ConservationProblem } from './problem.ts';

/** Rounding of balances of order one, over all steps. */
const roundOff = ({ steps }: ConservationProblem) => 1e-14 * Math.sqrt(steps) + 1e-13;

export const observables = defineObservables<ConservationProblem>()({
  kept: {
    label: 'balance kept',
    symbol: 'Q_k·Q₀/|Q₀|²',
    description: 'what is left of the balances between layers, all together, along what they were at the start',
    scale: 'linear',
    over: 'updates',
    floor: roundOff,
  },
  violation: {
    label: 'violation',
    symbol: '|Q_k − ρ²ᵏQ₀|/|Q₀|',
    description: 'what finite steps have made of the balances beside weight decay: 0 under gradient flow',
    scale: 'log',
    over: 'updates',
    floor: roundOff,
  },
  stepViolation: {
    label: 'violation of one step',
    symbol: '|Q_k − ρ²Q_{k−1}|/|Q₀|',
    description: 'by how much one step breaks the balances beside weight decay',
    scale: 'log',
    over: 'updates',
    floor: roundOff,
  },
  finalViolation: {
    label: 'violation at the end',
    symbol: '|Q_T − ρ²ᵏQ₀|/|Q₀|',
    description: 'what finite steps have made of the balances at the end, beside weight decay',
    scale: 'log',
    floor: roundOff,
  },
  translationKept: {
    label: 'translation kept',
    symbol: 'S_k·S₀/|S₀|²',
    description:
      'what is left of the sums that a softmax or a norm does not see, and of the biases of keys, along what they were',
    scale: 'linear',
    over: 'updates',
    floor: roundOff,
  },
  translationMoved: {
    label: 'translation moved',
    symbol: '|S_k − S₀|/|S₀|',
    description: 'how far what a softmax or a norm does not see has moved from where it was',
    scale: 'linear',
    over: 'updates',
    floor: roundOff,
  },
  loss: {
    label: 'loss',
    symbol: 'L',
    description: 'on all samples',
    scale: 'log',
    over: 'updates',
    theory: 'none',
  },
});

export type ConservationObservable = keyof typeof observables;
