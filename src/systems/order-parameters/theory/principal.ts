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
 * By how much about these limits are off for n samples in d directions, relative: R² above the
 * threshold, χ below it. They are smeared at the distance θ/θ_c − 1, by the smaller number: fitted
 * to simulations at d = 40 to 640 and n = 8 to 1280. Of few samples the variance along w* scatters
 * by 2/n, which lowers ⟨R²⟩ by its curvature in θ.
 */
export function finiteSizeOfPrincipal(signal: number, n: number, d: number): number {
  const distance = Math.abs(signal - 1);
  if (distance === 0) return Number.POSITIVE_INFINITY;
  const fewest = Math.min(n, d);
  if (signal < 1) return (1.3 * signal) / (distance * cbrt(fewest));
  const alpha = n / d;
  const theta = signal * thresholdOfPrincipal(alpha);
  const smeared = 2 / (fewest * wholePower(distance, 3));
  return smeared - curvature(alpha, theta) / (n * principalOverlap(alpha, theta));
}

/** θ² times the second derivative of R² in θ above the threshold, which is negative. */
function curvature(alpha: number, theta: number): number {
  const x = 1 / theta;
  const sum = alpha + x;
  const twice = alpha * (1 - alpha) * x - (x * x + 2 * alpha * x + alpha) * sum;
  return (2 * x * twice) / wholePower(sum, 3);
}
