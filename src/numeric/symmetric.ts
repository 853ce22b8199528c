import type { Engine } from './engine.ts';

/**
 * Eigen-decomposition of a symmetric n × n matrix (row-major) for theory code, by the engine that
 * theory is given. Values ascend; row k of `vectors` belongs to value k. Throws `NotFinite`,
 * `NoConvergence` and `OutOfMemory`.
 */
export function eigenvaluesAndVectors(
  matrix: Float64Array,
  n: number,
  engine: Engine,
): { values: Float64Array; vectors: Float64Array } {
  const { heap } = engine;
  return heap.scope(() => {
    const a = heap.matrixFrom(n, n, matrix);
    const values = engine.eigh(a, { vectors: true });
    return { values, vectors: Float64Array.from(a.values) };
  });
}

/**
 * Eigenvalues of a matrix that can have no negative ones, a Gram matrix or a covariance, ascending
 * and with rounding taken off: what lies below n ε times the largest is 0, since no digit of it is
 * known.
 */
export function withoutRounding(ascending: Float64Array): Float64Array {
  const n = ascending.length;
  const least = n * Number.EPSILON * Math.max(0, ascending[n - 1]);
  return ascending.map((value) => (value > least ? value : 0));
}
