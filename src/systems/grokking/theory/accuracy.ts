import { erf, exp } from '../../../numeric/special.ts';

/**
 * The share of Gaussian errors of variance L below ε, erf(ε/√(2L)) (Levi, Beck & Bar-Sinai 2023,
 * arXiv 2310.16441).
 */
export function accuracy(loss: number, epsilon: number): number {
  return loss === 0 ? 1 : erf(epsilon / Math.sqrt(2 * loss));
}

/**
 * Its second derivative in L: u e^(−u²)(3/2 − u²)/(√π L²) with u = ε/√(2L); 0 where that is below
 * e^(−1600), or L² below double precision.
 */
export function accuracyCurvature(loss: number, epsilon: number): number {
  const u = epsilon / Math.sqrt(2 * loss);
  if (u > 40 || loss * loss === 0) return 0;
  return (u * exp(-u * u) * (1.5 - u * u)) / (Math.sqrt(Math.PI) * loss * loss);
}
