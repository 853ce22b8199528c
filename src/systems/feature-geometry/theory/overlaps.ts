import { leastOnRange } from '../../../numeric/golden-section.ts';
import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { atan2, cos, exp, log, sin, squared } from '../../../numeric/special.ts';
import { interference, reconstruction } from '../../shared/active-feature.ts';

// Many features in m dimensions: random directions, and the least overlap that there can be.

const NODES = 200;

/** The mean of (wᵢ·wⱼ)² of random unit vectors. */
export function meanSquaredOverlap(m: number): number {
  return 1 / m;
}

/**
 * Welch's bound: no `n` unit vectors overlap less on average, in the square; tight frames reach it.
 */
export function welchBound(n: number, m: number): number {
  return Math.max(n - m, 0) / (m * (n - 1));
}

/**
 * The loss over p of a feature among `n` random directions in `m` ≥ 2 dimensions, of squared length
 * `s` and with bias `b`, when one feature is active: A(s, b) + (n − 1) E O(sc, b) over the cosine
 * c, of density ∝ (1 − c²)^((m − 3)/2).
 */
export function randomLoss(n: number, m: number, s: number, b: number): number {
  return reconstruction(s, b).value + (n - 1) * squared(s) * meanInterference(m, b / s);
}

/** E O(c, b), as that of unit vectors. */
function meanInterference(m: number, b: number): number {
  // With c = cos θ; a piece ends where c + b = 0.
  const angle = Math.abs(b) < 1 ? atan2(Math.sqrt(1 - b * b), -b) : Math.PI / 2;
  const { nodes, weights } = gaussLegendre(NODES);
  let [mean, mass] = [0, 0];
  for (const [from, to] of [
    [0, angle],
    [angle, Math.PI],
  ]) {
    for (let i = 0; i < NODES; i++) {
      const theta = (from + to + (to - from) * nodes[i]) / 2;
      const density = weights[i] * (to - from) * exp((m - 2) * log(sin(theta)));
      mass += density;
      mean += density * interference(cos(theta), b).value;
    }
  }
  return mean / mass;
}

/**
 * The same of unit vectors without bias: half of (n − 1)/3m, since ReLU hides negative overlaps.
 */
export function unitRandomLoss(n: number, m: number): number {
  return (n - 1) / (6 * m);
}

/**
 * The least loss of `n` random directions in `m` ≥ 2 dimensions that all have one squared length s
 * and one bias −sβ. It is ⅓ − 2sP + s²(Q + R), with P = E u(u − β)₊ and Q = E (u − β)₊² of the
 * feature that is active, R of the others: s is known, and β is searched.
 */
export function bestRandomLoss(n: number, m: number): number {
  const gain = (beta: number) => {
    const rest = 1 - beta;
    const P = (squared(rest) * (2 + beta)) / 6;
    const Q = (rest * rest * rest) / 3;
    return squared(P) / (Q + (n - 1) * meanInterference(m, -beta));
  };
  return 1 / 3 + leastOnRange((beta) => -gain(beta), [0, 0.99], 40, 30).value;
}

/** The same of linear outputs, of the squared length 1/(1 + κ), with κ = (n − 1)/m. */
export function bestLinearRandomLoss(n: number, m: number): number {
  const kappa = (n - 1) / m;
  return kappa / (3 * (1 + kappa));
}
