import { defineObservables } from '../contract.ts';
import type { Problem } from './problem.ts';

export const observables = defineObservables<Problem>()({
  testError: {
    label: 'test error',
    symbol: 'E_test',
    description: 'mean squared error on fresh labels',
    scale: 'log',
    floor: roundOff,
  },
  trainError: {
    label: 'training error',
    symbol: 'E_train',
    description: 'mean squared residual on the training set',
    scale: 'log',
    floor: roundOff,
  },
  kare: {
    label: 'KARE estimate',
    symbol: 'E_KARE',
    description: 'kernel alignment risk estimate: the test error as estimated from the training set alone',
    scale: 'log',
    floor: roundOff,
  },
  overfitting: {
    label: 'overfitting coefficient',
    symbol: 'E_0',
    description: 'test error per unit of noise variance where labels are nothing but noise',
    scale: 'log',
  },
  kappa: {
    label: 'threshold of learning',
    symbol: 'κ',
    description: 'modes with eigenvalues above κ are learned; measured as 1/tr(K + δ)⁻¹',
    scale: 'log',
    floor: () => 1e-12,
  },
  totalLearnability: {
    label: 'sum of learnabilities',
    symbol: 'Σ L',
    description: 'conserved: n − δ/κ; measured as tr K(K + δ)⁻¹',
    scale: 'log',
  },
  learnability: {
    label: 'learnability',
    symbol: 'L_k',
    description: 'share of a function of level k that is learned if it is the target',
    scale: 'linear',
    over: 'level',
    // Over Gaussian inputs it is an overlap on the test points of the trials.
    floor: ({ parameters }) => (parameters.domain === 'gaussian' ? 0.01 : 1e-10),
  },
  testErrorInTime: {
    label: 'test error in time',
    symbol: 'E_test(t)',
    description: 'along gradient flow (or gradient descent) from zero, at rate 1 on half the mean squared error',
    scale: 'log',
    over: 'time',
    floor: roundOff,
  },
});

export type KernelObservable = keyof typeof observables;

/** Errors are squares of label-sized numbers: round-off leaves this much of them. */
export function roundOff(problem: Problem): number {
  if (problem.kind === 'data') {
    const { labels, rows } = problem.pool;
    return 1e-12 * (labels.reduce((sum, value) => sum + value * value, 0) / rows);
  }
  const { parameters, unlearned, power } = problem;
  return 1e-12 * (parameters.noise + unlearned + power.reduce((sum, value) => sum + value, 0));
}
