import { OutOfRange } from '../../../numeric/errors.ts';
import { isotropicKappa } from '../../../random-matrices/marchenko-pastur.ts';

// Isotropic inputs, Σ = η·1, in closed form. Throughout q = D/P > 0, and norm2 = ‖w̄‖².

export interface IsotropicRisk {
  kappa: number;
  gamma: number;
  oneMinusGamma: number;
  excessError: number;
  trainError: number;
  /** (1/D) tr(Σ̂ + λ)⁻¹; undefined at λ = 0. */
  stieltjes: number | undefined;
}

/**
 * Risk for Σ = `eta`·1, any target of squared norm `norm2`, noise variance σ² = `noise`, in the
 * limit P, D → ∞ at q = D/P. `Infinity` at λ = 0, q = 1 with noise. Source: 1903.08560, ridgeless
 * and ridge regression on isotropic features.
 */
export function isotropicRisk(q: number, ridge: number, norm2: number, noise: number, eta = 1): IsotropicRisk {
  if (!(eta > 0)) throw new OutOfRange('the eigenvalue', eta, 'positive');
  if (!(norm2 >= 0)) throw new OutOfRange('the squared norm of the target', norm2, 'at least 0');
  if (!(noise >= 0)) throw new OutOfRange('the noise variance', noise, 'at least 0');
  const scaled = ridge / eta;
  const k = isotropicKappa(q, scaled);
  const learned = 1 / (1 + k);
  const missed = k / (1 + k);
  const gamma = q * learned * learned;
  const inverseS = k === 0 ? Math.max(1 - q, 0) : scaled / k;
  const oneMinusGamma = k === 0 ? inverseS : inverseS + q * learned * missed;
  const bias = eta * norm2 * missed * missed;
  const lost = bias + gamma * noise;
  const excessError = lost === 0 ? 0 : lost / oneMinusGamma;
  return {
    kappa: eta * k,
    gamma,
    oneMinusGamma,
    excessError,
    trainError: inverseS === 0 ? 0 : (excessError + noise) * inverseS * inverseS,
    stieltjes: ridge === 0 ? undefined : missed / ridge,
  };
}

/**
 * λ_* = q σ²/‖w̄‖², units of η = 1, with its κ and excess error; λ_* = `Infinity` and error 0
 * without a target. Source: 1507.03003.
 */
export function isotropicOptimalRidge(q: number, norm2: number, noise: number) {
  if (norm2 === 0) return { ridge: Number.POSITIVE_INFINITY, kappa: Number.POSITIVE_INFINITY, excessError: 0 };
  const ridge = (q * noise) / norm2;
  const { kappa, excessError } = isotropicRisk(q, ridge, norm2, noise);
  return { ridge, kappa, excessError };
}

/**
 * The exact mean excess error of ridgeless regression at finite size, Gaussian inputs, η = 1: σ²
 * D/(P−D−1) for P > D+1, ‖w̄‖²(1 − P/D) + σ² P/(D−P−1) for D > P+1. For |P − D| ≤ 1 the noise has
 * no mean: `Infinity` (report medians), and without noise ‖w̄‖² (1 − P/D)₊. D, P whole and
 * positive. Source: 1903.08560; the inverse Wishart mean.
 */
export function isotropicExactExcessError(dimension: number, samples: number, norm2: number, noise: number): number {
  for (const [name, value] of [['the dimension', dimension] as const, ['the number of samples', samples] as const])
    if (!Number.isInteger(value) || value < 1) throw new OutOfRange(name, value, 'a positive whole number');
  const bias = norm2 * Math.max(1 - samples / dimension, 0);
  if (noise === 0) return bias;
  const gap = Math.abs(samples - dimension) - 1;
  return gap <= 0 ? Number.POSITIVE_INFINITY : bias + (noise * Math.min(samples, dimension)) / gap;
}

/** Leading behaviour at the interpolation peak q = 1, λ → 0: E_g ≃ σ²/(2√λ). */
export function isotropicPeak(ridge: number, noise: number): number {
  if (!(ridge > 0)) throw new OutOfRange('the ridge', ridge, 'positive');
  return noise / (2 * Math.sqrt(ridge));
}
