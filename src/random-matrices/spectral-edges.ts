import { brent } from '../numeric/roots.ts';
import { cbrt, squared, wholePower } from '../numeric/special.ts';
import { eigenvalueAt, free, kappaAtDf1, realSums, type WishartFactors } from './wishart-factors.ts';

/** An end of an interval of the bulk. */
export interface SpectralEdge {
  x: number;
  kappa: number;
  /**
   * d²x/dκ² there; undefined at a hard edge, x = 0, where the density does not vanish as a square
   * root.
   */
  curvature?: number;
}

/**
 * Ends of the bulk's intervals in ascending order. x(κ) = −λ(κ) is real on real κ, and the bulk
 * ends where dx/dκ = 0: once left of all poles −η_k (the top), once between the two rightmost zeros
 * of λ (the bottom; a double zero is a hard edge at x = 0), and in pairs between neighbouring
 * poles, which are gaps. Throws `NoConvergence`, `NoSolution`. Source: Silverstein & Choi 1995 for
 * one factor; the same argument with λ = κ ∏(1 − Df1/N_ℓ) for more.
 */
export function spectralEdges(factors: WishartFactors): SpectralEdge[] {
  if (factors.rank === 0) return [];
  const kappas = [topKappa(factors), ...gaps(factors)];
  const edges = kappas.map((kappa) => softEdge(factors, kappa));
  return [...edges, bottom(factors)].sort((a, b) => a.x - b.x);
}

function softEdge(factors: WishartFactors, kappa: number): SpectralEdge {
  const x = eigenvalueAt(factors, kappa);
  return { x, kappa, curvature: x * logSlopeDerivative(factors, kappa) };
}

/** d log|λ|/dκ = 1/κ + Σ_ℓ (−Df1′)/(N_ℓ − Df1). */
function logSlope(factors: WishartFactors, kappa: number): number {
  const sums = realSums(factors, kappa);
  return factors.sizes.reduce((sum, size) => sum + sums.second / free(factors, size, sums), 1 / kappa);
}

function logSlopeDerivative(factors: WishartFactors, kappa: number): number {
  const sums = realSums(factors, kappa);
  return factors.sizes.reduce(
    (sum, size) => {
      const left = free(factors, size, sums);
      return sum - (2 * sums.third) / left - squared(sums.second / left);
    },
    -1 / (kappa * kappa),
  );
}

/**
 * κ · d log|λ|/dκ = 1 − Σ_ℓ (Df2 − Df1)/(N_ℓ − Df1) left of all poles or between two: negative
 * inside the bulk, positive outside. −∞ where a factor 1 − Df1/N_ℓ is not positive, which the value
 * approaches from its right.
 */
function outside(factors: WishartFactors, kappa: number): number {
  const { df1, df2 } = realSums(factors, kappa);
  let value = 1;
  for (const size of factors.sizes) {
    if (df1 >= size) return Number.NEGATIVE_INFINITY;
    value -= (df2 - df1) / (size - df1);
  }
  return value;
}

/** The same, cut off for root finding. */
function cutOff(factors: WishartFactors): (kappa: number) => number {
  return (kappa) => Math.max(outside(factors, kappa), -1);
}

/** κ at the top of the bulk: λ(κ) there is minus the largest eigenvalue. The rank must not be 0. */
export function topKappa(factors: WishartFactors): number {
  const { eta, count, sizes, trace, trace2 } = factors;
  const last = eta.length - 1;
  const load = sizes.reduce((sum, size) => sum + 1 / size, 0);
  // Σ_ℓ (Df2 + |Df1|)/N_ℓ ≤ 1 when poles are at least this far away.
  const far = Math.max(Math.sqrt(2 * load * trace2), 2 * load * trace) * (1 + 1e-9);
  const near = step(eta[last], count[last], Math.min(...sizes));
  return brent(cutOff(factors), -eta[last] - far, -eta[last] - near);
}

function bottom(factors: WishartFactors): SpectralEdge {
  const [first, second] = [factors.rank, ...factors.sizes].sort((a, b) => a - b);
  const right = kappaAtDf1(factors, first);
  if (first === second) return { x: 0, kappa: right };
  const left = kappaAtDf1(factors, second);
  const scale = right - left;
  const kappa = brent(
    (at) => {
      if (at <= left) return 1;
      if (at >= right) return -1;
      const slope = scale * logSlope(factors, at);
      return slope / (1 + Math.abs(slope));
    },
    left,
    right,
  );
  return softEdge(factors, kappa);
}

function gaps(factors: WishartFactors): number[] {
  const { eta, count, sizes } = factors;
  const least = Math.min(...sizes);
  const found: number[] = [];
  for (let k = 0; k + 1 < eta.length; k++) {
    const [a, b] = [cbrt(count[k] * squared(eta[k])), cbrt(count[k + 1] * squared(eta[k + 1]))];
    const width = eta[k + 1] - eta[k];
    // Outside the bulk Df2 is below every N_ℓ, and this is the least that the two neighbours alone
    // contribute between them.
    if (wholePower(a + b, 3) / squared(width) >= least) continue;
    const [left, right] = [
      -eta[k + 1] + step(eta[k + 1], count[k + 1], least),
      -eta[k] - step(eta[k], count[k], least),
    ];
    const middle = highest((kappa) => outside(factors, kappa), left, right);
    const at = cutOff(factors);
    if (at(middle) > 0) found.push(brent(at, left, middle), brent(at, middle, right));
  }
  return found;
}

/** At this distance from a pole its own share of Df2 is 4 N. */
function step(eta: number, count: number, size: number): number {
  return (eta * Math.sqrt(count / size)) / 2;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Where f is highest, or a place where it is positive, by golden sections; f is −∞ up to some point
 * and unimodal from there.
 */
function highest(f: (x: number) => number, left: number, right: number): number {
  let [a, d] = [left, right];
  let [b, c] = [d - GOLDEN * (d - a), a + GOLDEN * (d - a)];
  let [fb, fc] = [f(b), f(c)];
  while (d - a > 1e-9 * Math.abs(a) && Math.max(fb, fc) <= 0) {
    if (fb < fc || fb === Number.NEGATIVE_INFINITY) {
      [a, b, fb] = [b, c, fc];
      c = a + GOLDEN * (d - a);
      fc = f(c);
    } else {
      [d, c, fc] = [c, b, fb];
      b = d - GOLDEN * (d - a);
      fb = f(b);
    }
  }
  return fb > fc ? b : c;
}
