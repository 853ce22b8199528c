import { NoConvergence, OutOfRange } from '../../../numeric/errors.ts';
import { exp, hypot, log, squared } from '../../../numeric/special.ts';
import { type Equations, hyperbolicLimit } from './interpolators.ts';

/** SGD on one datum a step, with labels y ± σ, from a start on the manifold of zero loss. */
export interface LabelNoise {
  step: number;
  sigma: number;
}

/** h_i = (1/n) Σ_k X_ki². */
export function columnPowers({ X }: Equations): Float64Array {
  const powers = new Float64Array(X[0].length);
  for (const row of X) for (let i = 0; i < powers.length; i++) powers[i] += (row[i] * row[i]) / X.length;
  return powers;
}

/**
 * How far k steps have shrunk the α_i² of the depth-2 network, as a factor: exp(−c η²σ²h_i k), c =
 * 1 of β = u ⊙ v and 4 of β = u² − v². To first order in η.
 */
export function shrinking(equations: Equations, { step, sigma }: LabelNoise, k: number, c: 1 | 4): Float64Array {
  return columnPowers(equations).map((h) => exp(-c * squared(step * sigma) * h * k));
}

/**
 * tr H of the loss (1/2n)|Xβ − y|² where it is 0, for β = u ⊙ v with |u² − v²| = 4α_i²: Σ h_i
 * √((4α_i²)² + 4β_i²).
 */
export function productTrace(equations: Equations, beta: ArrayLike<number>, alpha2: ArrayLike<number>): number {
  return columnPowers(equations).reduce((sum, h, i) => sum + h * hypot(4 * alpha2[i], 2 * beta[i]), 0);
}

/** Where label noise has taken the network β = u² − v² of initial scale α. */
export function driftedLimit(equations: Equations, alpha: number, noise: LabelNoise, k: number) {
  const alpha2 = shrinking(equations, noise, k, 4).map((factor) => alpha * alpha * factor);
  return { alpha2, ...hyperbolicLimit(equations, alpha2) };
}

/**
 * ln|δ| of f = uv, δ = u² − v², with label s ± σ: it falls by η²σ² 2/(2 − ηS) a step, S = √(δ² +
 * 4s²), after each number of steps (ascending). Throws `OutOfRange` for a step at which the minimum
 * is not stable.
 */
export function scalarDrift({ step, sigma }: LabelNoise, s: number, delta0: number, steps: number[]): Float64Array {
  const start = hypot(delta0, 2 * s);
  if (!(step * start < 2)) throw new OutOfRange('the step', step, `below ${2 / start}, two over the sharpness`);
  let [logDelta, k] = [log(Math.abs(delta0)), 0];
  return Float64Array.from(steps, (until) => {
    for (; k < until; k++) logDelta -= (2 * squared(step * sigma)) / (2 - step * hypot(exp(logDelta), 2 * s));
    return logDelta;
  });
}

/**
 * Sharpness u² + v² at which gradient descent on (uv − s)²/2 ends: √(δ² + 4s²), where each step
 * multiplies δ by 1 − η²e² and e = uv − s by 1 − ηS + η²e(e + s). `flow` is that of gradient flow,
 * which keeps δ. Throws `NoConvergence` where a million steps reach no minimum, as from a start
 * that diverges.
 */
export function scalarDescent({ u, v, s, step }: { u: number; v: number; s: number; step: number }) {
  let [delta, product] = [u * u - v * v, u * v];
  const flow = hypot(delta, 2 * s);
  for (let k = 0; k < 1e6; k++) {
    const e = product - s;
    // From here on δ keeps all its digits.
    if (Math.abs(e) <= 1e-12 * Math.max(1, Math.abs(s))) return { sharpness: hypot(delta, 2 * s), flow };
    const sum = hypot(delta, 2 * product);
    product = product * (1 + squared(step * e)) - step * e * sum;
    delta *= 1 - squared(step * e);
  }
  throw new NoConvergence(
    `gradient descent on (uv − s)²/2 reaches no minimum from u = ${u}, v = ${v} by steps ${step}`,
  );
}
