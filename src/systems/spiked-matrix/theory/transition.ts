// J. Baik, G. Ben Arous & S. Péché, Ann. Probab. 33 (2005) 1643, as N → ∞.

import { power } from '../../../numeric/special.ts';

/**
 * The largest eigenvalue of λvvᵀ + J: λ + 1/λ above the transition at λ = 1, the edge of J below.
 */
export function topEigenvalue(lambda: number): number {
  return lambda > 1 ? lambda + 1 / lambda : 2;
}

/** Squared overlap of its eigenvector with v: 1 − 1/λ² above the transition, 0 below. */
export function overlapSquared(lambda: number): number {
  return lambda > 1 ? 1 - power(lambda, -2) : 0;
}
