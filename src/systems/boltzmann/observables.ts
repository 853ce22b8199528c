import { defineObservables } from '../contract.ts';
import type { BoltzmannProblem } from './problem.ts';

/** A thousandth of the gradient’s square: what some ten thousand chains can tell from nothing. */
const FLOOR = 1e-3;

export const observables = defineObservables<BoltzmannProblem>()({
  bias: {
    label: 'bias of contrastive divergence',
    symbol: '|Δ_k − g|²/|g|²',
    description:
      'squared distance of the expected update after k steps from the gradient of the log-likelihood, over the square of that; as the product of two independent halves of the chains',
    scale: 'log',
    over: 'step',
    floor: () => FLOOR,
  },
  alignment: {
    label: 'alignment of the update',
    symbol: 'Δ_k·g/|g|²',
    description: 'of the expected update after k steps with the gradient: 1 of the gradient itself',
    scale: 'linear',
    over: 'step',
  },
  logLikelihood: {
    label: 'log-likelihood',
    symbol: '⟨ln p⟩',
    description: 'of the data, a row; from a sum over the visible units in theory, over all units in the experiment',
    scale: 'linear',
    floor: () => 1e-9,
  },
});

export type BoltzmannObservable = keyof typeof observables;
