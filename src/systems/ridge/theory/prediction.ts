import { squared } from '../../../numeric/special.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { RidgeObservable } from '../observables.ts';
import type { DataProblem, Problem } from '../problem.ts';
import { heldOutErrors } from './held-out.ts';
import { risk } from './risk.ts';
import { shiftedSums } from './shifted-risk.ts';
import { trainingSet } from './training-set.ts';

/**
 * Relative error of the predictions. κ is solved to 1e-12 and the errors are sums of positive terms
 * in it; towards the most negative ridge, where dκ/dλ = 1/(1 − γ) diverges, the rounding of λ
 * itself is magnified by 1/(1 − γ)².
 */
function promisedError(ridge: number, oneMinusGamma: number): number {
  return ridge < 0 ? 1e-10 + 1e-12 / squared(oneMinusGamma) : 1e-10;
}

/** Every observable of the system at one setting. Throws as `trainingSet`. */
export function predict(problem: Problem): Prediction<RidgeObservable> {
  const { eta, ridge, noise, unseen } = problem;
  if (problem.kind === 'data' && isHeldOut(problem)) {
    const { kappa, ...errors } = heldOutErrors(problem);
    const renormalizedRidge = isMeasuredKappa(problem) ? kappa : undefined;
    return { observables: quantities({ ...errors, renormalizedRidge }, 1e-9) };
  }
  const trained = trainingSet(problem);
  const values: Partial<Record<RidgeObservable, number | undefined>> = {
    trainError: trained.trainError,
    gcv: trained.gcv,
    renormalizedRidge: isMeasuredKappa(problem) ? trained.kappa : undefined,
  };
  if (problem.kind === 'data') {
    // Errors are linear in the target's power, so that taking off the excess of the fitted power
    // leaves an unbiased prediction.
    const fitted = risk({ ...problem, power: problem.fittedPower });
    const excess = risk({ ...problem, power: eta.map(() => noise / problem.rows), noise: 0 });
    values.testError = fitted.testError - excess.testError;
    values.trainError = fitted.trainError - excess.trainError;
    if (fitted.gcv !== undefined) values.gcv = values.testError;
  }
  if (problem.kind === 'synthetic') {
    const shifted = shiftedSums(problem, trained.kappa);
    // The test inputs see the fit's fluctuations through Σηη′/(η+κ)², where the training inputs
    // would see Df₂.
    const fluctuation = shifted.df2Cross / trained.effectiveSamples / trained.oneMinusGamma;
    const share = (of: number) => (of === 0 ? 0 : fluctuation * of);
    const biasSquared = shifted.biasSquared + unseen;
    values.biasSquared = biasSquared;
    values.varianceData = share(trained.biasSquared);
    values.varianceNoise = share(noise);
    values.excessError = biasSquared + values.varianceData + values.varianceNoise;
    values.testError = values.excessError + noise;
  }
  return { observables: quantities(values, promisedError(ridge, trained.oneMinusGamma)) };
}

/** Beyond the rows of a file there is nothing to hold out. */
function isHeldOut({ isWide, knowsNoise, samples, rows }: DataProblem): boolean {
  return isWide && !(knowsNoise && samples >= rows);
}

/**
 * Whether 1/(tr(XXᵀ/P + λ)⁻¹/P) shows κ: without a ridge and at samples = rank it is 0/0, and with
 * correlated samples it is κκ̃ Df1/(P − Df1) and not κ.
 */
function isMeasuredKappa({ kind, parameters, samples, ridge, eta }: Problem): boolean {
  if (kind === 'synthetic' && parameters.sampleCorrelation > 0) return false;
  return ridge !== 0 || samples !== eta.length;
}
