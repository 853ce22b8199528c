import { cos as cosine, sin as sine } from '../../numeric/special.ts';
import type { Problem } from './problem.ts';

// Weights that are prescribed at the start, in the basis of the teacher's modes.

/**
 * Balanced weights in the basis of the teacher's modes, both r × r and row-major: W₁ = u I and
 * W₂ = v R with uv = a₀ and v² − u² = δ. R turns each output mode by `angle` towards the next, one
 * pair after the other, so that the network starts with a strength a₀ in every mode but sends it to
 * the wrong outputs; W₂ᵀW₂ − W₁W₁ᵀ = δI.
 */
export function rotatedStart({ modes, a0, imbalance, angle }: Pick<Problem, 'modes' | 'a0' | 'imbalance' | 'angle'>): {
  first: Float64Array;
  second: Float64Array;
} {
  const rank = modes.length;
  const { u, v } = balancedPair(a0, imbalance);
  const first = new Float64Array(rank * rank);
  const second = new Float64Array(rank * rank);
  for (let k = 0; k < rank; k++) {
    first[k * rank + k] = u;
    second[k * rank + k] = v;
  }
  const [cos, sin] = [cosine(angle), sine(angle)];
  for (let k = 0; k + 1 < rank; k++)
    for (let j = 0; j < rank; j++) {
      const [above, below] = [second[k * rank + j], second[(k + 1) * rank + j]];
      second[k * rank + j] = cos * above - sin * below;
      second[(k + 1) * rank + j] = sin * above + cos * below;
    }
  return { first, second };
}

/** Scalars with u v = a and v² − u² = δ. */
export function balancedPair(a: number, delta: number): { u: number; v: number } {
  const larger = Math.sqrt((Math.abs(delta) + Math.sqrt(delta * delta + 4 * a * a)) / 2);
  return delta >= 0 ? { u: a / larger, v: larger } : { u: larger, v: a / larger };
}
