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
