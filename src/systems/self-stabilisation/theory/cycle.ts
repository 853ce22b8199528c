import { OutOfRange } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { cos, exp, log, sin } from '../../../numeric/special.ts';

/** What drives sharpness up, and what takes it down. */
export interface Drive {
  /** α = −∇L·∇S > 0: progressive sharpening, per unit of time. */
  alpha: number;
  /** β = ‖∇S‖² > 0: how strongly an oscillation lowers sharpness. */
  beta: number;
}

/** A closed orbit of self-stabilisation. Time is in units of η per step. */
export interface Cycle {
  /** E = ½y² + ¼βx² − α ln|x|, which the orbit keeps. */
  energy: number;
  /** The least and the largest x², both where y = 0. */
  squares: [number, number];
  /** The largest S − 2/η, where x² = 2α/β; the least is its negative. */
  largestExcess: number;
  /** ⟨x²⟩ over a cycle, 2α/β; ⟨y⟩ = 0. */
  meanSquare: number;
  period: number;
}

/** Midpoints of the quadrature of the period, whose integrand is smooth and periodic. */
const POINTS = 400;

/**
 * The orbit through x ≠ 0 (displacement along the top eigenvector) and y = S − 2/η of
 *
 *     d ln|x|/dt = y,   dy/dt = α − ½βx²,
 *
 * which is gradient descent near the edge to third order (Damian, Nichani and Lee 2022, arXiv
 * 2209.15594). The relative error is below 1e-9. Throws `OutOfRange`.
 */
export function selfStabilisation({ alpha, beta }: Drive, x: number, y: number): Cycle {
  if (!(alpha > 0 && alpha < Infinity)) throw new OutOfRange('alpha', alpha, 'positive and finite');
  if (!(beta > 0 && beta < Infinity)) throw new OutOfRange('beta', beta, 'positive and finite');
  if (!(x !== 0 && Number.isFinite(x))) throw new OutOfRange('x', x, 'finite and not 0');
  if (!Number.isFinite(y)) throw new OutOfRange('y', y, 'finite');
  // With z = ln|x| the orbit is a particle's in the potential V(z), whose minimum is at x² = 2α/β.
  const V = (z: number) => (beta / 4) * exp(2 * z) - alpha * z;
  const bottom = 0.5 * log((2 * alpha) / beta);
  const energy = 0.5 * y * y + V(log(Math.abs(x)));
  const height = Math.max(0, energy - V(bottom));
  const largestExcess = Math.sqrt(2 * height);
  const meanSquare = (2 * alpha) / beta;
  // Small oscillations about the fixed point have the frequency √(2α).
  if (height < 1e-10 * alpha) {
    const width = Math.sqrt(height / alpha);
    const squares: [number, number] = [meanSquare * (1 - 2 * width), meanSquare * (1 + 2 * width)];
    return { energy, squares, largestExcess, meanSquare, period: Math.PI * Math.sqrt(2 / alpha) };
  }
  const free = (z: number) => V(z) - energy;
  // Below the bottom V falls with a slope of at least −α and above that of the exponential wins.
  let [left, right] = [bottom - 1, bottom + 1];
  while (free(left) < 0) left -= height / alpha + 1;
  while (free(right) < 0) right += 1;
  const low = brent(free, left, bottom);
  const high = brent(free, bottom, right);
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  // T = 2∫ dz/√(2(E − V)) with z = middle + half sin ϑ, where the square roots at both ends cancel.
  let sum = 0;
  for (let k = 0; k < POINTS; k++) {
    const theta = Math.PI * ((k + 0.5) / POINTS - 0.5);
    sum += (half * cos(theta)) / Math.sqrt(-2 * free(middle + half * sin(theta)));
  }
  const period = (2 * Math.PI * sum) / POINTS;
  return { energy, squares: [exp(2 * low), exp(2 * high)], largestExcess, meanSquare, period };
}
