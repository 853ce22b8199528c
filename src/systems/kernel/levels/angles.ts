import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { remember } from '../../../numeric/remember.ts';
import { cos, power, sin } from '../../../numeric/special.ts';
import { nextGegenbauer } from './polynomials.ts';

/** Angles between two points of a domain, and its polynomials there. */
export interface Angles {
  /** t = x·x′/d of each. */
  cosines: Float64Array;
  /** Of each, by the distribution of t, up to a factor. */
  weights: Float64Array;
  /** P_k(t) for k = 0 … levels − 1, a row for each angle. */
  polynomials: Float64Array;
}

/**
 * Gauss–Legendre quadrature in the angle over the sphere S^{d−1}. From both ends of the list
 * inwards weights rise, so that sums run from small to large. What a kernel's parameters do not
 * change is kept, since a slider asks for it at every move.
 */
export const sphereAngles = remember(
  ({ dimension, count, levels }: { dimension: number; count: number; levels: number }): Angles => {
    const { nodes, weights } = gaussLegendre(count);
    const thetas = nodes.map((node) => (Math.PI / 2) * (1 - node));
    const cosines = thetas.map(cos);
    return {
      cosines,
      weights: weights.map((weight, i) => weight * power(sin(thetas[i]), dimension - 2)),
      polynomials: polynomialsAt(cosines, levels, (k, t, now, before) => nextGegenbauer(dimension, k, t, now, before)),
    };
  },
  ({ dimension, count, levels }) => `${dimension} ${count} ${levels}`,
  6,
);

/** P_k at these angles, from the recursion. */
export function polynomialsAt(
  cosines: Float64Array,
  levels: number,
  next: (k: number, t: number, now: number, before: number) => number,
): Float64Array {
  const polynomials = new Float64Array(cosines.length * levels);
  for (let i = 0; i < cosines.length; i++) {
    let before = 0;
    let now = 1;
    for (let k = 0; k < levels; k++) {
      polynomials[i * levels + k] = now;
      const after = next(k, cosines[i], now, before);
      before = now;
      now = after;
    }
  }
  return polynomials;
}
