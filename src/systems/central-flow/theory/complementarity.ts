import type { Engine } from '../../../numeric/engine.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import { solveLinear } from '../../../numeric/small-systems.ts';
import { norm, power } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';

const MOST_STEPS = 100;
/** Of Q + M[X] − Y, relative to Q. */
const TOLERANCE = 1e-10;
const MOST_HALVINGS = 12;

/**
 * The semidefinite complementarity problem: the symmetric X ⪰ 0 for which Y = Q + M[X] ⪰ 0 and ⟨X,
 * Y⟩ = 0, of a symmetric Q (k × k, row-major) and a positive semidefinite M on symmetric matrices
 * (k² × k²). X and Y are the positive and the negative part of one symmetric matrix Z, in units
 * that make them alike; Newton's method finds the Z at which Q + M[X] − Y = 0, with a generalised
 * derivative of the positive part (Qi and Sun 1993, Math. Program. 58, 353). `start`: an X from
 * earlier. Throws `NoConvergence`, and `Singular` where M leaves directions of X open.
 */
export function complementaryMatrix(
  Q: Float64Array,
  M: Float64Array,
  engine: Engine,
  start?: Float64Array,
): Float64Array {
  const size = Q.length;
  if (size === 1) return Float64Array.of(Q[0] < 0 ? -Q[0] / M[0] : 0);
  const k = Math.round(Math.sqrt(size));
  let unit = 0;
  for (let i = 0; i < size; i++) unit += M[i * size + i] / size;
  const scale = norm(Q);
  let Z = start ?? Q.map((value) => -value / unit);
  let here = state(Z);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (here.error <= TOLERANCE * scale) return here.X;
    const move = newtonStep(here);
    let next = here;
    for (let halving = 0; halving < MOST_HALVINGS; halving++) {
      const share = power(0.5, halving);
      Z = here.Z.map((value, i) => value + share * move[i]);
      next = state(Z);
      if (next.error < (1 - 0.1 * share) * here.error) break;
    }
    here = next;
  }
  throw new NoConvergence(`the complementarity problem of ${k} directions was not solved in ${MOST_STEPS} steps`);

  /** Z with its positive part X and what is left of the equation. */
  function state(Z: Float64Array) {
    const { values, vectors } = eigenvaluesAndVectors(Z, k, engine);
    const X = turned(vectors, (i, j) => (i === j ? Math.max(0, values[i]) : 0));
    const rest = Float64Array.from(Q, (value, a) => {
      let sum = value - unit * (X[a] - Z[a]);
      for (let b = 0; b < size; b++) sum += M[a * size + b] * X[b];
      return sum;
    });
    return { Z, X, values, vectors, rest, error: norm(rest) };
  }

  /** The change of Z that the linearised equation asks for. */
  function newtonStep({ values, vectors, rest }: ReturnType<typeof state>): Float64Array {
    // The derivative of the positive part, on each pair of eigenvectors.
    const slope = (i: number, j: number) => {
      const [a, b] = [values[i], values[j]];
      if (a > 0 && b > 0) return 1;
      if (a <= 0 && b <= 0) return 0;
      return Math.max(a, b, 0) / (Math.abs(a) + Math.abs(b));
    };
    const A = Array.from(rest, () => new Float64Array(size));
    for (let c = 0; c < size; c++) {
      const [p, q] = [Math.floor(c / k), c % k];
      // The image of the matrix that is 1 at p, q and q, p.
      const inside = (i: number, j: number) =>
        (slope(i, j) * (vectors[i * k + p] * vectors[j * k + q] + vectors[i * k + q] * vectors[j * k + p])) / 2;
      const change = turned(vectors, inside);
      for (let a = 0; a < size; a++) {
        let sum = -unit * change[a];
        for (let b = 0; b < size; b++) sum += M[a * size + b] * change[b];
        A[a][c] = sum + (a === c ? unit : 0);
      }
    }
    return solveLinear(
      A,
      rest.map((value) => -value),
      0,
    );
  }

  /** Σ_ij f(i, j) v_i v_jᵀ over eigenvectors in rows. */
  function turned(vectors: Float64Array, f: (i: number, j: number) => number): Float64Array {
    const result = new Float64Array(size);
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) {
        const value = f(i, j);
        if (value === 0) continue;
        for (let a = 0; a < k; a++)
          for (let b = 0; b < k; b++) result[a * k + b] += value * vectors[i * k + a] * vectors[j * k + b];
      }
    return result;
  }
}
