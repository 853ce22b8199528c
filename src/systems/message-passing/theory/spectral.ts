import { NoSolution } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { erfc, exp, squared } from '../../../numeric/special.ts';

/**
 * The squared overlap with the teacher of the top eigenvector of (1/n)Σ T(y)xxᵀ, with T = 1 − 1/y²
 * and y = |u| without noise, for d → ∞ at n = αd: 0 up to α = 1/2. Lu & Li (1702.06435), with the
 * T of Mondelli & Montanari (1708.05932). With L = 1 + 1/a their functions are
 * φ = L a²k(a) and ψ = L(1/α − a k(a)), k = (1 + a)E[1/(u² + a)] − 1, and they meet where
 * a(1 + a)k = 1/α.
 */
export function spectralOverlap(alpha: number): number {
  if (alpha <= 0.5) return 0;
  if (alpha < LEAST_RATIO) throw new NoSolution(`the root is too far out for α = ${alpha} so near to 1/2`);
  const a = brent((a) => a * (1 + a) * excess(a).k - 1 / alpha, 1e-12, MOST, 1e-14);
  const { k, slope } = excess(a);
  const L = 1 + 1 / a;
  // d/dL = −a² d/da.
  const psi = 1 / alpha - a * k + L * squared(a) * (k + a * slope);
  const phi = squared(a) * k - L * squared(a) * (2 * a * k + squared(a) * slope);
  return psi / (psi - phi);
}

/** Beyond this a, k is lost in the rounding of its terms, to 1e-8. */
const MOST = 1000;
/** Where a reaches that. */
const LEAST_RATIO = 0.51;

/** k(a) and k'(a), from E[1/(u² + a)] = √(π/2a) e^(a/2) erfc √(a/2). */
function excess(a: number): { k: number; slope: number } {
  const mean = Math.sqrt(Math.PI / (2 * a)) * exp(a / 2) * erfc(Math.sqrt(a / 2));
  const change = 0.5 * ((1 - 1 / a) * mean - 1 / a);
  return { k: (1 + a) * mean - 1, slope: mean + (1 + a) * change };
}
