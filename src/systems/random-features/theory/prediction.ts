import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { RandomFeaturesObservable } from '../observables.ts';
import type { Problem } from '../problem.ts';
import { riskOf } from './equivalent-features.ts';
import { ensembleError } from './risk.ts';

/**
 * Relative error of every prediction: roots are solved to 1e-11 or better, and all differences are
 * sums of one sign.
 */
const PROMISE = 1e-9;

/** Every observable of the system at one setting. Throws as `riskOf`. */
export function predict(problem: Problem): Prediction<RandomFeaturesObservable> {
  const { noise, members } = problem.parameters;
  const risk = riskOf(problem);
  const excessError = ensembleError(risk, members);
  const values: Record<RandomFeaturesObservable, number> = {
    testError: excessError + noise,
    trainError: risk.trainError,
    gcv: risk.testError,
    excessError,
    biasSquared: risk.biasSquared,
    varianceFeatures: risk.varianceFeatures,
    varianceData: risk.varianceData,
    varianceDataFeatures: risk.varianceDataFeatures,
    varianceNoise: risk.varianceNoise,
    varianceNoiseFeatures: risk.varianceNoiseFeatures,
    dataRidge: risk.kappa1,
    featureRidge: risk.kappa2,
  };
  return { observables: quantities(values, PROMISE) };
}
