import { power, squared } from '../../../numeric/special.ts';
import type { QuantaProblem } from '../problem.ts';

/** What becomes of a quantum that has been met m = 0, 1, … times. */
export interface LearningCurve {
  /** s(m): its expected loss, falling from s(0). */
  loss: (m: number) => number;
  /** The chance that it is learned. */
  learned: (m: number) => number;
  /** What one meeting more adds to that, to digits of its own. */
  gained: (m: number) => number;
  /** From here on s is 0 and all is learned; `Infinity` where it only tends to that. */
  end: number;
}

/** A loss below this is none. */
const NOTHING = 1e-17;
const MOST_STEPS = 1e7;

/** Of the learner that the parameters name. */
export function learningCurve({ parameters }: Pick<QuantaProblem, 'parameters'>): LearningCurve {
  const { learner, threshold, spread, depth, rate, start } = parameters;
  if (learner === 'gradient') return descent(depth, rate, start);
  return spread === 0 ? step(threshold) : logistic(threshold, spread);
}

/**
 * Learned when met τ times (Michaud et al. 2023, arXiv 2303.13506; τ = 1: Hutter 2021, 2102.04074).
 */
export function step(tau: number): LearningCurve {
  const loss = (m: number) => (m < tau ? 1 : 0);
  return { loss, learned: (m) => 1 - loss(m), gained: (m) => loss(m) - loss(m + 1), end: tau };
}

/**
 * Thresholds θ of which ln θ is logistic about ln τ with width w: s(m) = P(θ > m) = 1/(1 +
 * (m/τ)^{1/w}).
 */
export function logistic(tau: number, w: number): LearningCurve {
  const learned = (m: number) => 1 / (1 + power(m / tau, -1 / w));
  const loss = (m: number) => 1 / (1 + power(m / tau, 1 / w));
  return { loss, learned, gained: (m) => loss(m) - loss(m + 1), end: Number.POSITIVE_INFINITY };
}

/**
 * Gradient descent with rate η on ½(1 − f)², f the product of ℓ equal weights w that begins at f₀:
 * w ← w + η(1 − f)w^{ℓ−1}. Its loss is (1 − f)².
 */
export function descent(depth: number, eta: number, f0: number): LearningCurve {
  const losses: number[] = [];
  let half = Number.POSITIVE_INFINITY;
  let w = power(f0, 1 / depth);
  for (let m = 0; m < MOST_STEPS; m++) {
    const f = power(w, depth);
    const loss = squared(1 - f);
    if (loss < NOTHING) break;
    if (f > 0.5) half = Math.min(half, m);
    losses.push(loss);
    w += eta * (1 - f) * power(w, depth - 1);
  }
  const learned = (m: number) => (m >= half ? 1 : 0);
  return { loss: (m) => losses[m] ?? 0, learned, gained: (m) => learned(m + 1) - learned(m), end: losses.length };
}
