import { squared } from '../../numeric/special.ts';
import { defineObservables } from '../contract.ts';
import type { Problem } from './problem.ts';

export const observables = defineObservables<Problem>()({
  loss: {
    label: 'loss',
    symbol: 'L',
    description: 'half the squared distance to the teacher, weighted by the input covariance',
    scale: 'log',
    over: 'time',
    floor: lossFloor,
  },
  strength: {
    label: 'mode strength',
    symbol: 'a_k',
    description: 'what the network has learned of mode k: u_kᵀ W v_k with the teacher’s singular vectors',
    scale: 'linear',
    over: 'time',
    floor: strengthFloor,
  },
  modesLearned: {
    label: 'modes learned',
    symbol: 'Σ a/s',
    description: 'sum over the modes of the learned fraction of each: a staircase from saddle to saddle',
    scale: 'linear',
    over: 'time',
    floor: (problem) => problem.modes.reduce((sum, { final }) => sum + strengthFloor(problem) / final, 0),
  },
  effectiveRank: {
    label: 'effective rank',
    symbol: '(Σσ)²/Σσ²',
    description: 'number of singular values of the network’s map that matter',
    scale: 'linear',
    over: 'time',
  },
  halfTime: {
    label: 'half time',
    symbol: 't_½',
    description: 'when a mode reaches half its final strength',
    scale: 'log',
    over: 'mode',
  },
  sharpness: {
    label: 'final sharpness',
    symbol: 'λ_max',
    description: 'largest eigenvalue of the Hessian at the end of training; gradient descent needs it below 2/η',
    scale: 'log',
  },
  imbalanceKept: {
    label: 'imbalance kept',
    symbol: 'δ_T/δ₀',
    description: '‖W₂ᵀW₂ − W₁W₁ᵀ‖ of the lowest two layers at the end over the start: 1 in gradient flow',
    scale: 'linear',
  },
});

export type DeepLinearObservable = keyof typeof observables;

/** A random start moves every strength by this much, up or down, before the mode grows. */
function strengthFloor({ start, a0, hidden, modes }: Problem): number {
  return start === 'gaussian' ? (2 * a0) / Math.sqrt(hidden) : 1e-11 * modes[0].final;
}

/** What a random start's weights leave of the loss; round-off for the others. */
function lossFloor({ start, a0, hidden, inputs, outputs, modes }: Problem): number {
  const initial = modes.reduce((sum, { s, lambda }) => sum + (s * s) / (2 * lambda), 0);
  return 1e-13 * initial + (start === 'gaussian' ? (2 * inputs * outputs * squared(a0)) / hidden : 0);
}
