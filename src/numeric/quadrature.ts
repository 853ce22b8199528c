import { NoConvergence } from './errors.ts';

const FEWEST_NODES = 32;
const MOST_NODES = 2 ** 20;

/** What `integrateAngle` promises: this error, relative to the integral of |f|. */
export const anglePromise = 1e-13;

/**
 * ∫₀^π f(θ) dθ for the even, 2π-periodic continuation of a smooth f, by the trapezoidal rule with twice the nodes until two
 * agree: it converges exponentially. Square-root edges, as of a bulk of eigenvalues, become such integrands under x = centre +
 * radius·cos θ. Throws `NoConvergence` when 2^20 nodes do not do, which a boundary layer narrower than 1e-6 causes.
 * L. N. Trefethen & J. A. C. Weideman, SIAM Review 56 (2014) 385.
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

/** Nodes (ascending) and weights of the n-point Gauss–Legendre rule on (−1, 1), exact for polynomials up to degree 2n − 1. */
export function gaussLegendre(n: number): { nodes: Float64Array; weights: Float64Array } {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < Math.ceil(n / 2); i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    // Newton's method from Tricomi's estimate doubles its digits each time: five steps are more than enough.
    for (let step = 0; step < 6; step++) {
      let [before, now] = [1, x];
      for (let k = 2; k <= n; k++) [before, now] = [now, ((2 * k - 1) * x * now - (k - 1) * before) / k];
      slope = (n * (before - x * now)) / (1 - x * x);
      x -= now / slope;
    }
    nodes[i] = -x;
    nodes[n - 1 - i] = x;
    weights[i] = weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
