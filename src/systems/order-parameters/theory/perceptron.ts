import { binomialCdf, normalCdf } from '../../../statistics/distributions.ts';

// How often a plane through 0 separates n points in general position in d directions whose labels
// are coins: T. M. Cover, IEEE Trans. Electronic Computers 14 (1965) 326.

/** P[Bin(n − 1, ½) ≤ d − 1], exact at every size; ½ at n = 2d. */
export function separableShare(n: number, d: number): number {
  return n <= d ? 1 : binomialCdf(d - 1, n - 1, 0.5);
}

/** Φ((2d − n)/√n): what curves of all sizes collapse to. */
export function separableScaling(n: number, d: number): number {
  return normalCdf((2 * d - n) / Math.sqrt(n));
}
