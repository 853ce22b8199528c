import { brent } from '../../../numeric/roots.ts';
import { cos, exp, power } from '../../../numeric/special.ts';

// The network f_q(a, b) = (1/N) Σ_k cos(θ_k q + φ_k + χ_k) [cos(θ_k a + φ_k) + cos(θ_k b + χ_k)]²
// with θ_k = 2πσ_k/p, σ_k at random from 1 … p − 1, p an odd prime, and phases at random: Gromov
// 2023 (2301.02679), equations 6, 7 and 12. At the right answer q = a + b the phases of one of its
// terms cancel. Means are over frequencies and phases.

/**
 * μ = E f_right − E f_wrong = p/(2(p − 1)): the term ½cos(θ(a + b − q)) is all that phases leave.
 * Averaged over all pairs it is that in every single network.
 */
export function signal(p: number): number {
  return p / (2 * (p - 1));
}

/**
 * The variance of a wrong output: E g² = 9/8 + (3/16)E cos(2θm) for one unit g, of which E
 * cos(θm) = −1/(p − 1) for m ≠ 0.
 */
export function noise(p: number, N: number): number {
  const part = 1 / (p - 1);
  return (9 / 8 - (3 / 16) * part - (part * part) / 4) / N;
}

/**
 * Evenly spaced angles for means over a phase: smooth periodic functions, converged to round-off.
 */
const ANGLES = 64;
const cosines = Float64Array.from({ length: ANGLES }, (_, i) => cos((2 * Math.PI * i) / ANGLES));

/**
 * A bound from below, 1 − (p − 1) min_t (E e^(−tD))^N: what one unit adds to the right output less
 * a wrong one is D = [cos u − cos(u − 2πj/p)](1 + cos u)(1 + cos v) with u, v, j at random, units
 * are independent, and any of p − 1 wrong outputs may win (Chernoff). Negative where it says
 * nothing.
 */
export function accuracyBound(p: number, N: number): number {
  const gains = gainsOf(p);
  // The slope of ln E e^(−tD) rises with t from −μ at t = 0.
  const slope = (t: number) => {
    const { value, derivative } = transform(gains, t);
    return derivative / value;
  };
  const t = brent(slope, 0, 4);
  return 1 - (p - 1) * power(transform(gains, t).value, N);
}

/** D without its factor 1 + cos v, for all u and j; j and −j are alike. */
function gainsOf(p: number): Float64Array {
  const gains: number[] = [];
  for (let j = 1; j <= (p - 1) / 2; j++)
    for (let i = 0; i < ANGLES; i++) {
      const u = (2 * Math.PI * i) / ANGLES;
      gains.push((cosines[i] - cos(u - (2 * Math.PI * j) / p)) * (1 + cosines[i]));
    }
  return Float64Array.from(gains);
}

/** E e^(−tD) and its derivative in t. */
function transform(gains: Float64Array, t: number): { value: number; derivative: number } {
  let [value, derivative] = [0, 0];
  for (const gain of gains)
    for (const cosine of cosines) {
      const D = gain * (1 + cosine);
      const weight = exp(-t * D);
      value += weight;
      derivative -= D * weight;
    }
  const count = gains.length * ANGLES;
  return { value: value / count, derivative: derivative / count };
}
