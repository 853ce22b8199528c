import type { Engine } from '../../../numeric/engine.ts';
import { OutOfRange } from '../../../numeric/errors.ts';
import { power, squared } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import type { Problem } from '../problem.ts';

// NTK and Hessian of aligned deep linear networks with white inputs, in terms of the mode strengths
// alone.

/**
 * Eigenvalues of the NTK of a balanced aligned network of depth L, ascending: Σ_l σ_i^(2(L−l)/L)
 * σ_j^(2(l−1)/L) for every pair of an output mode i and an input mode j; σ_i + σ_j for two layers.
 * Two layers: 2409.14623.
 */
export function ntkEigenvalues(depth: number, strengths: ArrayLike<number>): Float64Array {
  const values: number[] = [];
  for (let i = 0; i < strengths.length; i++)
    for (let j = 0; j < strengths.length; j++) values.push(ntkEigenvalue(depth, strengths[i], strengths[j]));
  return Float64Array.from(values).sort();
}

export function ntkEigenvalue(depth: number, output: number, input: number): number {
  if (!(output >= 0 && input >= 0)) throw new OutOfRange('a mode strength', Math.min(output, input), 'at least 0');
  let sum = 0;
  for (let l = 1; l <= depth; l++)
    sum += power(output, (2 * (depth - l)) / depth) * power(input, (2 * (l - 1)) / depth);
  return sum;
}

/**
 * Eigenvalues of the Hessian of ½‖Σ_yx − W₂W₁‖² at a balanced aligned network with as many inputs,
 * hidden units and outputs as modes, ascending: 3σ_i − s_i and s_i − σ_i for each mode, and four
 * for each pair of modes. `s`: the teacher's singular values, `sigma`: the strengths, both of
 * length r; 2r² values. At the minimum the largest is 2s₁, so that gradient descent needs η < 1/s₁.
 */
export function hessianEigenvalues(s: ArrayLike<number>, sigma: ArrayLike<number>, engine: Engine): Float64Array {
  if (s.length !== sigma.length)
    throw new OutOfRange('the number of strengths', sigma.length, `that of the singular values, ${s.length}`);
  const values: number[] = [];
  for (let i = 0; i < s.length; i++) {
    values.push(3 * sigma[i] - s[i], s[i] - sigma[i]);
    for (let j = i + 1; j < s.length; j++) {
      const [ei, ej] = [s[i] - sigma[i], s[j] - sigma[j]];
      const q = Math.sqrt(sigma[i] * sigma[j]);
      const block = [sigma[j], q, 0, -ei, q, sigma[i], -ej, 0, 0, -ej, sigma[i], q, -ei, 0, q, sigma[j]];
      values.push(...eigenvaluesAndVectors(Float64Array.from(block), 4, engine).values);
    }
  }
  return Float64Array.from(values).sort();
}

/**
 * Sharpness of the flattest minimum of the chain ½(w_L ⋯ w_1 − s)², the balanced one: L s^(2−2/L).
 * Gradient descent is stable there below the step 2/sharpness, and at no minimum above it. Source:
 * 2002.04710.
 */
export function chainSharpness(depth: number, s: number): number {
  if (!Number.isInteger(depth) || depth < 1) throw new OutOfRange('the depth', depth, 'a whole number from 1');
  if (!(s > 0)) throw new OutOfRange('the product', s, 'above 0');
  return depth * power(s, 2 - 2 / depth);
}

/**
 * Largest eigenvalue of the Hessian at the minimum that is reached, λ_j times the NTK eigenvalue of
 * output direction i and input direction j, at its largest; directions without a mode have strength
 * 0. Two layers with imbalance δ: λ_j(v_i² + u_j²).
 */
export function sharpnessAtMinimum(
  problem: Pick<Problem, 'modes' | 'depth' | 'imbalance' | 'inputs' | 'outputs' | 'inputVariances'>,
  delta2: ArrayLike<number> = problem.modes.map(() => squared(problem.imbalance)),
  strengths: ArrayLike<number> = problem.modes.map(({ final }) => final),
): number {
  const { modes, depth, imbalance, inputs, outputs, inputVariances } = problem;
  const squares = Array.from(strengths, (strength, k) => {
    const q = Math.sqrt(4 * strength * strength + delta2[k]);
    const delta = Math.sign(imbalance) * Math.sqrt(delta2[k]);
    return { u: (q - delta) / 2, v: (q + delta) / 2 };
  });
  let largest = 0;
  for (let i = 0; i <= Math.min(modes.length, outputs - 1); i++)
    for (let j = 0; j <= Math.min(modes.length, inputs - 1); j++) {
      const kernel =
        depth === 2
          ? (squares[i]?.v ?? 0) + (squares[j]?.u ?? 0)
          : ntkEigenvalue(depth, strengths[i] ?? 0, strengths[j] ?? 0);
      largest = Math.max(largest, inputVariances[j] * kernel);
    }
  return largest;
}
