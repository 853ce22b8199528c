import { defineObservables } from '../contract.ts';
import type { SslProblem } from './problem.ts';

/**
 * Beside a step, a time that is a fifth of a per cent off changes eigenvalues and loss by so much.
 */
const BESIDE_A_STEP = 0.01;

export const observables = defineObservables<SslProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L',
    description: 'squared distance of the cross-moment C of the embeddings of all pairs from the unit matrix',
    scale: 'linear',
    over: 'time',
    floor: () => BESIDE_A_STEP,
  },
  halfTime: {
    label: 'time of learning',
    symbol: 't_j',
    description: 'when the j-th eigenvalue of C reaches ½',
    scale: 'log',
    over: 'mode',
  },
  eigenvalue: {
    label: 'eigenvalue of the embedding',
    symbol: 'c_j',
    description: 'of C, the largest first: 0 before the mode is learned, 1 when it has been',
    scale: 'linear',
    over: ['time', 'mode'],
    floor: () => BESIDE_A_STEP,
  },
  misalignment: {
    label: 'misalignment',
    symbol: '1 − A',
    description: 'share of the learned subspace that lies outside the d leading eigenvectors of the population’s Γ',
    scale: 'log',
    floor: () => 1e-12,
  },
});

export type SslObservable = keyof typeof observables;
