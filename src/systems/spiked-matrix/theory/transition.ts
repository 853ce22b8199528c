import { tracyWidomMoments } from '../../../random-matrices/tracy-widom.ts';

/**
 * The largest eigenvalue of λvvᵀ + J: λ + 1/λ above the transition at λ = 1. Below it the edge of
 * the noise, 2, with the mean of the Tracy–Widom law at size N. J. Baik, G. Ben
 * Arous & S. Péché, Ann. Probab. 33 (2005) 1643.
 */
export function topEigenvalue(lambda: number, N = Number.POSITIVE_INFINITY): number {
  return lambda > 1 ? lambda + 1 / lambda : 2 + tracyWidomMoments[1].mean * N ** (-2 / 3);
}

/**
 * Squared overlap of its eigenvector with v: 1 − 1/λ² above the transition. Below it the share that
 * an eigenvector at x has in N dimensions, the density of v's spectral measure over that of all
 * eigenvalues: 1/(N (1 + λ² − λx)), with x where the largest is in the mean.
 */
export function overlapSquared(lambda: number, N = Number.POSITIVE_INFINITY): number {
  return lambda > 1 ? 1 - lambda ** -2 : 1 / (N * (1 + lambda ** 2 - lambda * topEigenvalue(lambda, N)));
}
