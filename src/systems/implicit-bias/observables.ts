import { defineObservables } from '../contract.ts';
import type { ImplicitBiasProblem } from './problem.ts';

export const observables = defineObservables<ImplicitBiasProblem>()({
  norm1: {
    label: 'ℓ1 norm',
    symbol: '‖β‖₁',
    description: 'of the minimum that training picks: small starts make it least. The nuclear norm of UUᵀ',
    scale: 'linear',
  },
  norm2: {
    label: 'ℓ2 norm',
    symbol: '‖β‖₂',
    description: 'of the minimum that training picks: large starts make it least. The Frobenius norm of UUᵀ',
    scale: 'linear',
  },
  solution: {
    label: 'solution',
    symbol: 'β_i',
    description:
      'the minimum itself, component by component; of UUᵀ the eigenvalues in descending order; after label noise, where clean labels take it from there',
    scale: 'linear',
    over: 'component',
    // In units of the truth's components.
    floor: () => 0.01,
  },
  trace: {
    label: 'trace of the Hessian',
    symbol: 'tr H',
    description: 'of the loss (1/2n)|Xβ − y|² at the minimum, over all weights: its flatness',
    scale: 'log',
  },
  effectiveScale: {
    label: 'effective initial scale',
    symbol: 'α_eff',
    description:
      'of the diagonal network of depth 2: the geometric mean of √|u_i v_i|, which gradient flow keeps and label noise shrinks',
    scale: 'log',
  },
});

export type ImplicitBiasObservable = keyof typeof observables;
