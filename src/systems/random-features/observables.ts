import { defineObservables } from '../contract.ts';
import type { Problem } from './problem.ts';

/** An error, or a part of one. */
const part = (label: string, symbol: string, description: string) => ({
  label,
  symbol,
  description,
  scale: 'log' as const,
  floor: roundOff,
  withoutMean,
});

export const observables = defineObservables<Problem>()({
  testError: part('test error', 'E_test', 'mean squared error on fresh labels: excess error plus noise'),
  trainError: part(
    'training error',
    'E_train',
    'mean squared residual of one fit on its training set, without the penalty',
  ),
  gcv: part(
    'GCV estimate',
    'E_GCV',
    'generalised cross-validation: the test error of one fit as estimated from its training set alone',
  ),
  excessError: part('excess error', 'E_g', 'mean squared distance to the noiseless target on test inputs'),
  biasSquared: part('squared bias', 'B²', 'error of the average fit over data and features'),
  varianceFeatures: part('variance from features', 'V_F', 'variance over features of the fit averaged over data'),
  varianceData: part('variance from data', 'V_X', 'variance over noiseless data of the fit averaged over features'),
  varianceDataFeatures: part(
    'variance from data and features',
    'V_XF',
    'the interaction: variance of the noiseless fit that neither average leaves',
  ),
  varianceNoise: part(
    'variance from noise',
    'V_Xε',
    'variance that label noise brings to the fit averaged over features',
  ),
  varianceNoiseFeatures: part(
    'variance from noise and features',
    'V_XFε',
    'variance that label noise brings to single fits beyond their average over features',
  ),
  dataRidge: {
    label: 'ridge renormalised by data',
    symbol: 'κ₁',
    description: 'the ridge that infinitely many samples would need; measured as 1/(tr(ΦΦᵀ/P + λ)⁻¹/P)',
    scale: 'log',
    floor: () => 1e-12,
  },
  featureRidge: {
    label: 'ridge renormalised by data and features',
    symbol: 'κ₂',
    description:
      'the ridge that infinitely many samples and features would need; measured through κ₁ and the degrees of freedom of the Gram matrix',
    scale: 'log',
    floor: () => 1e-12,
  },
});

export type RandomFeaturesObservable = keyof typeof observables;

/** The parts that the excess error of a single fit is the sum of. */
export const parts = [
  'biasSquared',
  'varianceFeatures',
  'varianceData',
  'varianceDataFeatures',
  'varianceNoise',
  'varianceNoiseFeatures',
] as const satisfies readonly RandomFeaturesObservable[];

/** Errors are squares of label-sized numbers: round-off leaves this much of them. */
function roundOff({ parameters, power }: Problem): number {
  return 1e-11 * (parameters.noise + power.reduce((sum, value) => sum + value, 0));
}

/**
 * Without a ridge, fits blow up near samples = rank of the features: inverse-Wishart moments exist
 * only some distance away.
 */
function withoutMean({ parameters: { ridge, samples }, rank }: Problem): string | undefined {
  if (ridge !== 0 || Math.abs(samples - rank) > 3) return undefined;
  return 'without a ridge the error has no finite variance this near to samples = rank of the features: the median is shown';
}
