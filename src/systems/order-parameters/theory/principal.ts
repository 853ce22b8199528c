import { cbrt, squared, wholePower } from '../../../numeric/special.ts';

// The first principal component of n = αd samples of covariance 1 + θ w*w*ᵀ: J. Baik, G. Ben Arous
// & S. Péché, Ann. Probab. 33 (2005) 1643; D. Paul, Statistica Sinica 17 (2007) 1617.

/** θ_c = α^(−½), below which it is no nearer to w* than a random direction is, up to a factor. */
export function thresholdOfPrincipal(alpha: number): number {
  return 1 / Math.sqrt(alpha);
}

/** R² as d → ∞: (α − θ⁻²)/(α + θ⁻¹) above θ_c, 0 below. */
export function principalOverlap(alpha: number, theta: number): number {
  if (theta <= thresholdOfPrincipal(alpha)) return 0;
  return (alpha - 1 / squared(theta)) / (alpha + 1 / theta);
}

/** χ = lim d⟨R²⟩ below θ_c: (1 + θ)/(1 − θ/θ_c)². */
export function principalSusceptibility(alpha: number, theta: number): number {
  return (1 + theta) / squared(1 - theta / thresholdOfPrincipal(alpha));
}

/**
 * By how much about these limits are off in d directions, relative: R² above the threshold, by
 * `principalCorrection`; χ below it, at the distance θ/θ_c − 1, as fitted to simulations at
 * d = 40 to 640 and n/d from 0.1 to 3, where the fewer of samples and directions count.
 */
export function finiteSizeOfPrincipal(alpha: number, signal: number, d: number): number {
  if (signal > 1) return Math.abs(principalCorrection(alpha, signal / Math.sqrt(alpha))) / d;
  const distance = 1 - signal;
  return distance === 0 ? Number.POSITIVE_INFINITY : (1.3 * signal) / (distance * cbrt(d * Math.min(alpha, 1)));
}

/**
 * d(⟨R²⟩/R² − 1) as d → ∞ above θ_c. With the resolvent G of YYᵀ, of the n samples y without their
 * coordinates g along w*, the largest eigenvalue ℓ has (1 + θ) gᵀG(ℓ)g = 1, and R² = 1/(−ℓ T′(ℓ))
 * of that function T. Derived here to second order in the fluctuations of T, of covariance
 * 2(1 + θ)² tr G(z)G(z′)/d², and in its mean, of which real matrices have a part of order 1.
 */
export function principalCorrection(alpha: number, theta: number): number {
  const x = alpha * squared(theta);
  const [t2, t3] = [squared(theta), wholePower(theta, 3)];
  const polynomial =
    wholePower(x, 4) -
    wholePower(x, 3) * (2 * t2 + 3 * theta + 5) +
    x * x * (t2 - 3 * theta + 2) -
    x * t2 * (theta + 5) -
    t3;
  return ((1 + theta) * polynomial) / (squared(theta + x) * wholePower(x - 1, 3));
}
