import { integrateAngle } from '../../../numeric/quadrature.ts';
import { cos, log, sin, squared } from '../../../numeric/special.ts';
import { whiteWishartIntegral } from '../../../random-matrices/marchenko-pastur.ts';

/** XᵀX/n of n Gaussian inputs in d dimensions. */
export interface Ensemble {
  n: number;
  d: number;
}

/** A mean at infinite size, and its next order in 1/d. */
export interface Mean {
  leading: number;
  correction: number;
}

/** Nearer to r = 1 than this in log r, but not on it, the pole of 1/ν needs care. */
const NEAR_ONE = 1e-3;

/**
 * (1/d) E Σ f(ν) over the eigenvalues that are not 0, f smooth at ν ≥ 0. Leading: the Marchenko–
 * Pastur law at r = d/n without its atom, to 1e-12 for positive f. Correction: that of real
 * Gaussian inputs, (1/d)[(f(a) + f(b))/4 − (1/2π)∫₀^π f dθ] with ν = (a + b)/2 + (b − a)/2 cos θ, a
 * and b the edges (Bai & Silverstein 2004).
 */
export function bulkMean({ n, d }: Ensemble, f: (nu: number) => number): Mean {
  const r = d / n;
  const root = Math.sqrt(r);
  // From the lower edge, φ = π − θ, where small ν keep all their digits.
  const nuAt = (phi: number) => squared(1 - root) + 4 * root * squared(sin(phi / 2));
  const isNear = r !== 1 && Math.abs(log(r)) < NEAR_ONE;
  const angular = integrateAngle((phi) => f(nuAt(phi)));
  return {
    leading: isNear ? whiteWishartIntegral(r, f) : bulkIntegral(r, nuAt, f),
    correction: ((f(nuAt(0)) + f(nuAt(Math.PI))) / 4 - angular / (2 * Math.PI)) / d,
  };
}

/**
 * ∫ρf with ρ dν = (2/π) sin²φ dφ/ν. Nothing of f(0) is taken out, beside which late losses are
 * exponentially small.
 */
function bulkIntegral(r: number, nuAt: (phi: number) => number, f: (nu: number) => number): number {
  return integrateAngle((phi) => {
    const nu = nuAt(phi);
    // At r = 1, where ν = 4 sin²(φ/2) begins at 0.
    const weight = r === 1 ? squared(cos(phi / 2)) : squared(sin(phi)) / nu;
    return (2 / Math.PI) * weight * f(nu);
  });
}
