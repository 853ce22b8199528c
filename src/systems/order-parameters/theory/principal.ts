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
 * By how much about these limits are off in d directions, relative: R² above the threshold, χ below
 * it, at the distance θ/θ_c − 1. Fitted to simulations at d = 40 to 640.
 */
export function finiteSizeOfPrincipal(signal: number, d: number): number {
  const distance = Math.abs(signal - 1);
  if (distance === 0) return Number.POSITIVE_INFINITY;
  return signal > 1 ? 2 / (d * wholePower(distance, 3)) : (1.3 * signal) / (distance * cbrt(d));
}
