import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { atan2, cos, exp, log, sin } from '../../../numeric/special.ts';
import { interference, reconstruction } from './integrals.ts';

// Many features in m dimensions, in random directions.

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
  // With c = cos θ; a piece ends where sc + b = 0.
  const edge = -b / s;
  const angle = Math.abs(edge) < 1 ? atan2(Math.sqrt(1 - edge * edge), edge) : Math.PI / 2;
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
      mean += density * interference(s * cos(theta), b).value;
    }
  }
  return reconstruction(s, b).value + ((n - 1) * mean) / mass;
}

/**
 * The same of unit vectors without bias: half of (n − 1)/3m, since ReLU hides negative overlaps.
 */
export function unitRandomLoss(n: number, m: number): number {
  return (n - 1) / (6 * m);
}
