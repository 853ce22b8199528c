import { defineObservables } from '../contract.ts';
import type { Problem } from './problem.ts';

export const observables = defineObservables<Problem>()({
  testError: {
    label: 'test error',
    symbol: 'E_test',
    description: 'mean squared error on fresh labels: excess error plus noise',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  trainError: {
    label: 'training error',
    symbol: 'E_train',
    description: 'mean squared residual on the training set, without the penalty',
    scale: 'log',
    floor: roundOff,
  },
  gcv: {
    label: 'GCV estimate',
    symbol: 'E_GCV',
    description:
      'generalised cross-validation (equal to KARE): the test error as estimated from the training set alone',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  excessError: {
    label: 'excess error',
    symbol: 'E_g',
    description: 'mean squared distance to the noiseless target on test inputs',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  biasSquared: {
    label: 'squared bias',
    symbol: 'B²',
    description: 'error of the average fit over training sets',
    scale: 'log',
    floor: roundOff,
  },
  varianceData: {
    label: 'variance from data',
    symbol: 'V_X',
    description: 'variance of the noiseless fit over training inputs',
    scale: 'log',
    floor: roundOff,
  },
  varianceNoise: {
    label: 'variance from noise',
    symbol: 'V_Xε',
    description: 'variance of the fit caused by the label noise',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  renormalizedRidge: {
    label: 'renormalised ridge',
    symbol: 'κ',
    description: 'the ridge that the infinite-data problem would need; measured as 1 / (tr(XXᵀ/P + λ)⁻¹ / P)',
    scale: 'log',
    floor: ({ parameters: { ridge } }) => 1e-12 * (typeof ridge === 'number' ? Math.abs(ridge) + 1 : 1),
  },
});

export type RidgeObservable = keyof typeof observables;

/** Errors are squares of label-sized numbers: round-off leaves this much of them. */
function roundOff({ totalPower, noise, unseen }: Problem): number {
  return 1e-12 * (totalPower + noise + unseen);
}

/**
 * Without a ridge, fits blow up near samples = rank: inverse-Wishart moments exist only some
 * distance away.
 */
function withoutMean({ kind, parameters, samples, ridge, eta }: Problem): string | undefined {
  if (ridge !== 0 || (parameters.noise === 0 && kind === 'synthetic')) return undefined;
  const distance = Math.abs(samples - eta.length);
  if (distance <= 1) return 'without a ridge the mean error is infinite at samples ≈ rank: the median is shown';
  if (distance <= 3)
    return 'without a ridge the error has infinite variance this near to samples = rank: the median is shown';
  return undefined;
}
