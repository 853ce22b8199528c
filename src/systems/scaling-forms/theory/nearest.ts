import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { brent } from '../../../numeric/roots.ts';
import { exp, log, log1p, power } from '../../../numeric/special.ts';
import { logGamma } from '../../../statistics/distributions.ts';
import { ballVolume, type Cap, cap, sphereVolume } from './sphere.ts';

// Averages over the k nearest of n points, uniform on the sphere S^d. The share of the sphere
// nearer than the j-th of them has the Beta(j, n − j + 1) distribution, whatever the dimension.

export interface Neighbours {
  d: number;
  /** Of the target, a harmonic of power 1. */
  degree: number;
  k: number;
  n: number;
  noise: number;
}

/**
 * Mean squared error of the average over the labels of the k nearest of n points. Given the (k +
 * 1)-th, the k are uniform in its cap, where the target has a mean g f(x): (1 − g)² + (1 − g²)/k,
 * averaged over the cap, and σ²/k. Exact for k < n.
 */
export function nearestError({ d, degree, k, n, noise }: Neighbours): number {
  return noise / k + averageOverCaps(k + 1, n, d, degree, ({ lost }) => lost * lost * (1 - 1 / k) + (2 * lost) / k);
}

/** Mean squared angle to the k-th nearest of n points, exact for k ≤ n. */
export function squaredAngle(d: number, k: number, n: number): number {
  return averageOverCaps(k, n, d, 1, ({ theta }) => theta * theta);
}

/**
 * Mean squared distance to the k-th nearest of n points of density ρ in d flat dimensions, for
 * large n: Γ(k + 2/d)/Γ(k) · (nρV_d)^{−2/d}.
 */
export function squaredDistance(d: number, k: number, density: number): number {
  return exp(logGamma(k + 2 / d) - logGamma(k)) * power(density * ballVolume(d), -2 / d);
}

/**
 * The leading power of `nearestError`, n^{−2/d} with its amplitude: ℓ(ℓ + d − 1)/(k(d + 2)) times
 * the mean squared distance of the (k + 1)-th neighbour; and the noise.
 */
export function nearestPower({ d, degree, k, n, noise }: Neighbours): number {
  const slope = (degree * (degree + d - 1)) / (d + 2);
  return noise / k + (slope / k) * squaredDistance(d, k + 1, n / sphereVolume(d));
}

const PIECES = 48;
const NODES = 8;
/**
 * Deviations of a Gamma variable, which the n-th part of a cap nearly is, at which integrals end.
 */
const FAR = 40;

/** The mean over θ_j, the angle of the j-th nearest of n points. */
function averageOverCaps(j: number, n: number, d: number, degree: number, of: (cap: Cap) => number): number {
  const most = (j + 8 * Math.sqrt(j) + FAR) / n;
  const end =
    most < 1 ? brent((theta) => cap(degree, d, theta).share - most, 0, Math.PI, 1e-9 * power(most, 1 / d)) : Math.PI;
  const { nodes, weights } = gaussLegendre(NODES);
  const half = end / (2 * PIECES);
  const logNorm = logGamma(n + 1) - logGamma(j) - logGamma(n - j + 1);
  let [mass, sum] = [0, 0];
  for (let piece = 0; piece < PIECES; piece++)
    for (let i = 0; i < NODES; i++) {
      const here = cap(degree, d, half * (2 * piece + 1 + nodes[i]));
      if (!(here.share < 1)) continue;
      const chance =
        half * weights[i] * here.density * exp(logNorm + (j - 1) * log(here.share) + (n - j) * log1p(-here.share));
      mass += chance;
      sum += chance * of(here);
    }
  return sum / mass;
}
