import { NoConvergence, OutOfRange } from './errors.ts';
import { remember } from './remember.ts';
import { cos, sin, squared } from './special.ts';

const FEWEST_NODES = 32;
const MOST_NODES = 2 ** 20;

/** What `integrateAngle` promises: this error, relative to the integral of |f|. */
export const anglePromise = 1e-13;

/**
 * ∫₀^π f(θ) dθ for the even, 2π-periodic continuation of a smooth f, by the trapezoidal rule with
 * twice the nodes until two agree: it converges exponentially. Square-root edges, as of a bulk of
 * eigenvalues, become such integrands under x = centre + radius·cos θ. Throws `NoConvergence` when
 * 2^20 nodes do not do, which a boundary layer narrower than 1e-6 causes. L. N. Trefethen & J. A.
 * C. Weideman, SIAM Review 56 (2014) 385.
 */
export function integrateAngle(f: (theta: number) => number): number {
  let [sum, size] = [f(0) / 2 + f(Math.PI) / 2, Math.abs(f(0)) / 2 + Math.abs(f(Math.PI)) / 2];
  let nodes = FEWEST_NODES;
  for (let i = 1; i < nodes; i++) {
    const value = f((Math.PI * i) / nodes);
    sum += value;
    size += Math.abs(value);
  }
  let agreed = 0;
  while (nodes < MOST_NODES) {
    const before = (sum * Math.PI) / nodes;
    for (let i = 1; i < 2 * nodes; i += 2) {
      const value = f((Math.PI * i) / (2 * nodes));
      sum += value;
      size += Math.abs(value);
    }
    nodes *= 2;
    const now = (sum * Math.PI) / nodes;
    if (Number.isNaN(now)) throw new NoConvergence('the integrand is not a number');
    // Twice in a row: two coarse rules can agree on missing the same narrow peak.
    agreed = Math.abs(now - before) <= (anglePromise / 4) * ((size * Math.PI) / nodes) ? agreed + 1 : 0;
    if (agreed === 2) return now;
  }
  throw new NoConvergence(`the integral over the angle has not settled with ${MOST_NODES} nodes`);
}

/**
 * Gauss–Legendre rule on [−1, 1]: `count` nodes, descending, and their weights, exact for
 * polynomials below degree 2·count. Newton's method on P_count from the asymptotic zeros; nodes to
 * 1e-15, weights to 1e-14 relative. Throws `OutOfRange` for a count that is not a whole number
 * from 1. L. N. Trefethen, SIAM Review 50 (2008) 67.
 */
export const gaussLegendre = remember(makeGaussLegendre, String, 64);

function makeGaussLegendre(count: number): { nodes: Float64Array; weights: Float64Array } {
  if (!Number.isInteger(count) || count < 1)
    throw new OutOfRange('the number of nodes', count, 'a whole number from 1');
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; 2 * i < count; i++) {
    // In the angle the zeros do not crowd: sin θ dP/dx = n(cos θ P_n − P_{n−1})/(−sin θ).
    let theta = (Math.PI * (i + 0.75)) / (count + 0.5);
    let slope = 0;
    for (let step = 0; step < 8; step++) {
      const x = cos(theta);
      let [before, value] = [1, x];
      for (let k = 2; k <= count; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      // dP_n(cos θ)/dθ
      slope = (count * (x * value - before)) / sin(theta);
      const move = value / slope;
      theta -= move;
      if (Math.abs(move) < 1e-15) break;
    }
    nodes[i] = cos(theta);
    nodes[count - 1 - i] = -nodes[i];
    weights[i] = 2 / squared(slope);
    weights[count - 1 - i] = weights[i];
  }
  if (count % 2 === 1) nodes[(count - 1) / 2] = 0;
  return { nodes, weights };
}
