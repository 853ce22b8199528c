import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { exp } from '../../../numeric/special.ts';

/** Beyond it the normal density is below 1e-18. */
const REACH = 9;
/** Of each panel: exact for polynomials of degree 39. */
const NODES = 20;
/** On its own scale the density needs no shorter panels. */
const WIDEST = 1.5;

/**
 * Calls `add(ξ, weight)` at the nodes of a quadrature of standard normal ξ from `from` to `to`,
 * whose panels end at the `breaks` and are no wider than `widest`: to 1e-14 for what is smooth
 * between them. Gauss–Hermite would go across kinks.
 */
export function overGaussian(
  add: (xi: number, weight: number) => void,
  { breaks = [], widest = WIDEST, from = -REACH, to = REACH }: Panels = {},
): void {
  const [low, high] = [Math.max(from, -REACH), Math.min(to, REACH)];
  if (!(low < high)) return;
  const ends = [low, ...breaks.filter((one) => one > low && one < high), high].sort((a, b) => a - b);
  const { nodes, weights } = gaussLegendre(NODES);
  for (let e = 1; e < ends.length; e++) {
    const pieces = Math.ceil((ends[e] - ends[e - 1]) / Math.min(widest, WIDEST));
    const half = (ends[e] - ends[e - 1]) / pieces / 2;
    for (let piece = 0; piece < pieces; piece++) {
      const middle = ends[e - 1] + (2 * piece + 1) * half;
      for (let i = 0; i < NODES; i++) {
        const xi = middle + half * nodes[i];
        add(xi, half * weights[i] * density(xi));
      }
    }
  }
}

export interface Panels {
  breaks?: number[];
  widest?: number;
  from?: number;
  to?: number;
}

/** Breaks around a step of this width at 0, ever wider panels away from it. */
export function aroundStep(width: number): number[] {
  const breaks = [0];
  for (let w = Math.max(width, 1e-12); w < WIDEST; w *= 2) breaks.push(-w, w);
  return breaks;
}

/** φ(ξ). */
export function density(xi: number): number {
  return 0.3989422804014327 * exp(-0.5 * xi * xi);
}
