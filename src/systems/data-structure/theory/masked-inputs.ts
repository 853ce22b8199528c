import type { Engine } from '../../../numeric/engine.ts';
import { squared } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import { type PlainRegression, plainRisk } from './inputs.ts';
import type { WeightedRisk } from './weighted-rows.ts';

export interface MaskedRisk {
  /** Noise that masks make of the target's power, and the label noise. */
  effectiveNoise: number;
  /** Mean squared error on noisy labels of test inputs that are masked alike. */
  maskedError: number;
  /** E_g on complete test inputs. */
  excessError: number;
  /** Of the fit as such, on masked inputs and with that noise. */
  risk: WeightedRisk;
}

/**
 * Independent features, each entry kept with probability q and else 0: covariance qΣ, the same best
 * weights, and noise σ² + (1 − q) Σ η w̄². On complete inputs E = uᵀΣu + (1/n) Σ qη²/(qη + κ)²
 * E_test with u = w̄ κ/(qη + κ).
 */
export function maskedRisk({ eta, target, samples, ridge, noise }: PlainRegression, kept: number): MaskedRisk {
  const masked = Float64Array.from(eta, (value) => kept * value);
  const power = Float64Array.from(target, (w, k) => eta[k] * w * w);
  const effectiveNoise = noise + (1 - kept) * power.reduce((sum, one) => sum + one, 0);
  const risk = plainRisk({ eta: masked, target, samples, ridge, noise: effectiveNoise });
  const { kappa } = risk;
  const maskedError = risk.excessError + effectiveNoise;
  let [missed, fluctuation] = [0, 0];
  for (let k = eta.length - 1; k >= 0; k--) {
    missed += squared(kappa / (masked[k] + kappa)) * power[k];
    fluctuation += (masked[k] * eta[k]) / squared(masked[k] + kappa);
  }
  const excessError = missed + (fluctuation / samples) * maskedError;
  return { effectiveNoise, maskedError, excessError, risk };
}

/** Features of any covariance, Σ a D × D matrix, row-major. */
export interface CorrelatedFeatures extends Omit<PlainRegression, 'eta'> {
  covariance: Float64Array;
}

/**
 * The same where features are correlated, and a missing one is guessed from its neighbours: the
 * covariance of the masked inputs is Σ̃ = q²Σ + q(1 − q) diag Σ, the best weights for them are
 * w̃ = Σ̃⁻¹qΣw̄, and what these miss, w̄ᵀΣw̄ − w̃ᵀΣ̃w̃, is noise. On complete inputs
 * E = uᵀΣu + (1/n) tr[Σ̃Σ(Σ̃ + κ)⁻²] E_test, with u = w̄ − Σ̃(Σ̃ + κ)⁻¹w̃.
 */
export function maskedCorrelatedRisk(problem: CorrelatedFeatures, kept: number, engine: Engine): MaskedRisk {
  const { covariance, target, samples, ridge, noise } = problem;
  const D = target.length;
  const masked = covariance.map((value, at) => (at % (D + 1) === 0 ? kept : kept * kept) * value);
  const { values: eta, vectors } = eigenvaluesAndVectors(masked, D, engine);
  const along = (x: ArrayLike<number>) => Float64Array.from(eta, (_, k) => dot(vectors, k * D, x));
  const timesCovariance = (x: ArrayLike<number>) => Float64Array.from(eta, (_, i) => dot(covariance, i * D, x));
  const seen = along(timesCovariance(target));
  const best = seen.map((value, k) => (kept * value) / eta[k]);
  const power = dot(timesCovariance(target), 0, target);
  const effectiveNoise = noise + power - best.reduce((sum, w, k) => sum + eta[k] * w * w, 0);
  const risk = plainRisk({ eta, target: best, samples, ridge, noise: effectiveNoise });
  const { kappa } = risk;
  const maskedError = risk.excessError + effectiveNoise;
  const missing = Float64Array.from(target, (w) => w);
  let fluctuation = 0;
  for (let k = 0; k < D; k++) {
    const vector = vectors.subarray(k * D, (k + 1) * D);
    const learned = (eta[k] / (eta[k] + kappa)) * best[k];
    for (let i = 0; i < D; i++) missing[i] -= learned * vector[i];
    fluctuation += (eta[k] * dot(timesCovariance(vector), 0, vector)) / squared(eta[k] + kappa);
  }
  const excessError = dot(timesCovariance(missing), 0, missing) + (fluctuation / samples) * maskedError;
  return { effectiveNoise, maskedError, excessError, risk };
}

/** Of the second factor with as many entries of the first from `start` on. */
function dot(first: ArrayLike<number>, start: number, second: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < second.length; i++) sum += first[start + i] * second[i];
  return sum;
}
