import { inner } from '../../../numeric/small-systems.ts';
import type { Modes } from './polynomial-methods.ts';

/** Less than this of a vector is left by rounding alone: all directions have been searched. */
const NOTHING = 1e-13;

/** Of the first loss: far below the rounding of any experiment, and soon below all numbers. */
const SPENT = 1e-40;

/**
 * The least losses that any polynomial of degree k of the Hessian reaches, k = 0, 1, …, `last`:
 * those of conjugate gradients in exact arithmetic. The least ∫p² dμ with p(0) = 1 is 1/Σ_{j≤k}
 * p_j(0)², with p_j orthonormal under μ = ½ Σ λe² δ_λ (Christoffel's function), whose recursion
 * comes from Lanczos' with every vector made orthogonal to all before it.
 */
export function conjugateGradientLosses({ lambda, error }: Modes, last: number): Float64Array {
  const losses = new Float64Array(last + 1);
  const weights = lambda.map((one, i) => (one * error[i] * error[i]) / 2);
  const total = weights.reduce((sum, one) => sum + one, 0);
  // Entry i of vector j is the root of the weight times p_j(λ_i).
  const vectors = [weights.map((one) => Math.sqrt(one / total))];
  let [before, now, beta] = [0, 1 / Math.sqrt(total), 0];
  let sum = now * now;
  losses[0] = 1 / sum;
  for (let k = 1; k <= last && k < lambda.length; k++) {
    const vector = vectors[k - 1];
    const next = vector.map((one, i) => lambda[i] * one);
    const alpha = inner(vector, next);
    const scale = Math.sqrt(inner(next, next));
    // The second pass takes away what round-off left in the first.
    for (let pass = 0; pass < 2; pass++)
      for (const other of vectors) {
        const overlap = inner(other, next);
        for (let i = 0; i < next.length; i++) next[i] -= overlap * other[i];
      }
    const norm = Math.sqrt(inner(next, next));
    if (norm < NOTHING * scale) break;
    [before, now, beta] = [now, (-alpha * now - beta * before) / norm, norm];
    vectors.push(next.map((one) => one / norm));
    sum += now * now;
    losses[k] = 1 / sum;
    if (losses[k] < SPENT * total) break;
  }
  return losses;
}
