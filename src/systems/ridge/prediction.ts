import { NoSolution } from '../../numeric/errors.ts';
import type { Prediction } from '../contract.ts';
import type { RidgeObservable, RidgeParameters } from './parameters.ts';
import { makeProblem } from './problem.ts';
import { optimalRidge, risk, shiftedSums } from './theory.ts';

/**
 * Relative error of the predictions. κ is solved to 1e-12 and the errors are sums of positive terms in it; towards the most negative
 * ridge, where dκ/dλ = 1/(1 − γ) diverges, the rounding of λ itself is magnified by 1/(1 − γ)².
 */
function promisedError(ridge: number, oneMinusGamma: number): number {
  return ridge < 0 ? 1e-10 + 1e-12 / oneMinusGamma ** 2 : 1e-10;
}

/** Every observable of the system at one setting. Throws as `risk`. */
export function predict(parameters: RidgeParameters): Prediction<RidgeObservable> {
  const problem = makeProblem(parameters);
  const { eta, modes, power, testEta, noise, unseen } = problem;
  const setting = { eta, modes, samples: parameters.samples, ridge: ridgeInUse(parameters), noise };
  const trained = risk({ ...setting, power });
  const values: Partial<Record<RidgeObservable, number | undefined>> = {
    trainError: trained.trainError,
    gcv: trained.gcv,
    // Without a ridge and at samples = rank, the measured 1/tr(XXᵀ)⁻¹ is 0/0.
    renormalizedRidge: setting.ridge === 0 && setting.samples === eta.length ? undefined : trained.kappa,
  };
  if (problem.kind === 'data') {
    // Errors are linear in the target's power, so that taking off the excess of the fitted power leaves an unbiased prediction.
    const fitted = risk({ ...setting, power: problem.fittedPower });
    const excess = risk({ ...setting, power: eta.map(() => noise / problem.rows), noise: 0 });
    values.testError = fitted.testError - excess.testError;
    values.trainError = fitted.trainError - excess.trainError;
    if (fitted.gcv !== undefined) values.gcv = values.testError;
  }
  if (problem.kind === 'synthetic') {
    const shifted = shiftedSums({ eta, weightsSquared: problem.weightsSquared, testEta }, trained.kappa);
    // The test inputs see the fit's fluctuations through Σηη′/(η+κ)², where the training inputs would see Df₂.
    const fluctuation = shifted.df2Cross / parameters.samples / trained.oneMinusGamma;
    const share = (of: number) => (of === 0 ? 0 : fluctuation * of);
    const biasSquared = shifted.biasSquared + unseen;
    values.biasSquared = biasSquared;
    values.varianceData = share(trained.biasSquared);
    values.varianceNoise = share(noise);
    values.excessError = biasSquared + values.varianceData + values.varianceNoise;
    values.testError = values.excessError + noise;
  }
  const error = promisedError(setting.ridge, trained.oneMinusGamma);
  const observables: Prediction<RidgeObservable>['observables'] = {};
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) observables[name as RidgeObservable] = { value, error };
  return { observables };
}

const optimal = new WeakMap<RidgeParameters, number>();

/** The ridge λ of these parameters, `optimal` resolved by the theory. Throws `NoSolution` when no ridge is optimal. */
export function ridgeInUse(parameters: RidgeParameters): number {
  if (parameters.ridge !== 'optimal') return parameters.ridge;
  const known = optimal.get(parameters);
  if (known !== undefined) return known;
  const { eta, modes, power, noise } = makeProblem(parameters);
  const { ridge } = optimalRidge({ eta, modes, power, samples: parameters.samples, noise });
  if (!Number.isFinite(ridge)) throw new NoSolution('no ridge is optimal: the target has no power that can be learned');
  optimal.set(parameters, ridge);
  return ridge;
}
