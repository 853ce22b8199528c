import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { exp, log, power, sin, squared } from '../../../numeric/special.ts';
import { logGamma } from '../../../statistics/distributions.ts';

// Points uniform on the unit sphere S^d in d + 1 dimensions. A cap of angle θ holds a share B(θ) of
// the sphere, dB ∝ sin^{d−1}θ dθ.

/** |S^d|, the d-dimensional volume. */
export function sphereVolume(d: number): number {
  return 2 * exp(((d + 1) / 2) * log(Math.PI) - logGamma((d + 1) / 2));
}

/** V_d, the volume of the unit ball in d dimensions. */
export function ballVolume(d: number): number {
  return exp((d / 2) * log(Math.PI) - logGamma(1 + d / 2));
}

/**
 * 1 − P_ℓ(cos θ) of the Legendre polynomial of S^d, which is the correlation of a harmonic of
 * degree ℓ at two points: P_ℓ = ₂F₁(−ℓ, ℓ + d − 1; d/2; sin²(θ/2)), without cancellation at small
 * angles.
 */
export function decorrelation(degree: number, d: number, theta: number): number {
  const x = squared(sin(theta / 2));
  let [sum, term] = [0, 1];
  for (let j = 0; j < degree; j++) {
    term *= (((j - degree) * (degree + d - 1 + j)) / ((d / 2 + j) * (j + 1))) * x;
    sum -= term;
  }
  return sum;
}

/** What a cap of angle θ holds. */
export interface Cap {
  theta: number;
  /** Its share of the sphere, and d share/dθ. */
  share: number;
  density: number;
  /** 1 − g, with g the mean of P_ℓ over the cap, as seen from its centre. */
  lost: number;
}

const INNER = 24;

export function cap(degree: number, d: number, theta: number): Cap {
  const total = sphereVolume(d) / sphereVolume(d - 1);
  const { nodes, weights } = gaussLegendre(INNER);
  let [share, lost] = [0, 0];
  for (let i = 0; i < INNER; i++) {
    const t = (theta / 2) * (1 + nodes[i]);
    const weight = (theta / 2) * weights[i] * power(sin(t), d - 1);
    share += weight;
    lost += weight * decorrelation(degree, d, t);
  }
  return { theta, share: share / total, density: power(sin(theta), d - 1) / total, lost: lost / share };
}
