import { acosh, cosh } from '../../../numeric/special.ts';

// What a step leaves of the error at worst, on strongly convex quadratics of condition number κ =
// L/μ, at the steps that each method likes best (Lessard, Recht & Packard 2014, arXiv 1408.3595).

/** η = 2/(L + μ): (κ − 1)/(κ + 1). */
export function descentRate(kappa: number): number {
  return (kappa - 1) / (kappa + 1);
}

/** η = 4/(√L + √μ)², √β = (√κ − 1)/(√κ + 1), which is the rate. */
export function heavyBallRate(kappa: number): number {
  const root = Math.sqrt(kappa);
  return (root - 1) / (root + 1);
}

/** η = 1/L, β = (√κ − 1)/(√κ + 1): 1 − 1/√κ. */
export function nesterovRate(kappa: number): number {
  return 1 - 1 / Math.sqrt(kappa);
}

/** η = 4/(3L + μ), β = (√(3κ + 1) − 2)/(√(3κ + 1) + 2): 1 − 2/√(3κ + 1). */
export function tunedNesterovRate(kappa: number): number {
  return 1 - 2 / Math.sqrt(3 * kappa + 1);
}

/**
 * What k steps of Chebyshev's semi-iteration leave at worst, the least that any method of
 * polynomials does: 1/cosh(k arcosh((κ + 1)/(κ − 1))).
 */
export function chebyshevError(kappa: number, k: number): number {
  return 1 / cosh(k * acosh((kappa + 1) / (kappa - 1)));
}
