import { exp, squared } from '../../../numeric/special.ts';
import { normalCdf } from '../../../statistics/distributions.ts';
import type { Channel } from './channels.ts';
import { gaussianMean } from './gaussian-mean.ts';

/** Overlap m = w*·w, squared length q = |w|², and V, what a field changes by its own row. */
export interface Fields {
  m: number;
  q: number;
  V: number;
}

/** What n rows add up to: the conjugates m̂, q̂ and V̂. */
export interface Forces {
  m: number;
  q: number;
  V: number;
}

/**
 * Averages of g = −ℓ'(y, prox) for the square loss ½(y − f)², of labels y = u + √Δε or the sign of
 * that.
 */
export function squareForces({ channel, noise }: Channel, { m, q, V }: Fields, alpha: number): Forces {
  const seen = channel === 'linear' ? 1 : Math.sqrt(2 / (Math.PI * (1 + noise)));
  const power = channel === 'linear' ? 1 + noise : 1;
  const slope = alpha / (1 + V);
  return { m: slope * seen, q: (slope * (power - 2 * seen * m + q)) / (1 + V), V: slope };
}

/**
 * The same for the logistic loss ln(1 + e^(−yf)) and labels y = sign(u + √Δε). Aubin et al.
 * (2006.06560); both labels are alike.
 */
export function logisticForces({ noise }: Channel, { m, q, V }: Fields, alpha: number): Forces {
  const length = Math.sqrt(q);
  // The teacher's field given the student's: mean slope·ξ, variance `rest`.
  const slope = length > 0 ? m / length : 0;
  const rest = Math.sqrt(1 - squared(slope) + noise);
  const forces = { m: 0, q: 0, V: 0 };
  const edge = slope > 0 ? rest / slope : 1;
  const step = Math.min(0.2, 0.4 * edge, length > 0 ? 0.6 / length : 1);
  const mean = (f: (t: number, response: { g: number; slope: number }) => number) =>
    2 * alpha * gaussianMean((xi) => f((slope * xi) / rest, logisticResponse(length * xi, V)), step);
  forces.m = mean((t, { g }) => (exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI) / rest) * g);
  forces.q = mean((t, { g }) => normalCdf(t) * squared(g));
  forces.V = mean((t, response) => normalCdf(t) * response.slope);
  return forces;
}

/**
 * g = σ(−p) of the label 1 and −∂g/∂ω, at the prox p = ω + Vσ(−p), which lies in [ω, ω + V]:
 * Newton's method, and bisection wherever a step has not halved what is missing. For large V Newton
 * alone goes to and fro between the ends.
 */
export function logisticResponse(omega: number, V: number): { g: number; slope: number } {
  let [low, high] = [omega, omega + V];
  let p = (low + high) / 2;
  let before = Number.POSITIVE_INFINITY;
  for (let i = 0; i < MOST_STEPS; i++) {
    const g = logistic(-p);
    const miss = p - omega - V * g;
    if (miss > 0) high = p;
    else low = p;
    const newton = p - miss / (1 + V * g * (1 - g));
    const slow = Math.abs(miss) > before / 2 || !(newton >= low && newton <= high);
    const next = slow ? (low + high) / 2 : newton;
    before = Math.abs(miss);
    const moved = Math.abs(next - p);
    p = next;
    if (moved <= 1e-15 * (1 + Math.abs(p))) break;
  }
  const g = logistic(-p);
  const bend = g * (1 - g);
  return { g, slope: bend / (1 + V * bend) };
}

/** Halvings of the largest bracket, 1e3 wide, to the last bit, and as many steps of Newton's. */
const MOST_STEPS = 130;

function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}
