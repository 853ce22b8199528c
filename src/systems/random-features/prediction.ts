import type { Prediction } from '../contract.ts';
import type { RandomFeaturesObservable, RandomFeaturesParameters } from './parameters.ts';
import { riskOf } from './problem.ts';
import { ensembleError } from './risk.ts';

/** Relative error of every prediction: roots are solved to 1e-11 or better, and all differences are sums of one sign. */
const PROMISE = 1e-9;

/** Every observable of the system at one setting. Throws as `riskOf`. */
export function predict(p: RandomFeaturesParameters): Prediction<RandomFeaturesObservable> {
  const risk = riskOf(p);
  const excessError = ensembleError(risk, p.members);
  const values: Record<RandomFeaturesObservable, number> = {
    testError: excessError + p.noise,
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
  const observables: Prediction<RandomFeaturesObservable>['observables'] = {};
  for (const [name, value] of Object.entries(values))
    observables[name as RandomFeaturesObservable] = { value, error: PROMISE };
  return { observables };
}
