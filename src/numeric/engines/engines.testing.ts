import type { Engine } from '../engine.ts';
import { createOpenblasEngine } from './openblas.ts';
import { createWasmEngine } from './wasm.ts';

/** Every engine present on this machine, as rows for `describe.each`. */
export const engines: [name: string, engine: Engine][] = [['wasm', createWasmEngine()]];
const native = await createOpenblasEngine();
if (native) engines.push(['openblas', native]);

/** Half the distance from 1 to the next float64: LAPACK's eps. */
export const EPS = 2 ** -53;

/** Uniform numbers on (−1, 1) for test matrices (Numerical Recipes' quick generator). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 31 - 1;
  };
}

export function generalMatrix(rows: number, columns: number, seed = 1): Float64Array {
  const next = numbers(seed);
  return Float64Array.from({ length: rows * columns }, next);
}

/** The n×n symmetric matrix with these entries on and below the diagonal. */
export function symmetricMatrix(n: number, entry: (i: number, j: number) => number): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = entry(i, j);
  return a;
}

/**
 * H diag(values) H with a product H of three reflections: a dense symmetric matrix of known
 * eigenvalues.
 */
export function withEigenvalues(values: ArrayLike<number>, seed = 1): Float64Array {
  const n = values.length;
  const next = numbers(seed);
  const a = symmetricMatrix(n, (i, j) => (i === j ? values[i] : 0));
  for (let reflection = 0; reflection < 3; reflection++) {
    const v = Float64Array.from({ length: n }, next);
    const length = Math.hypot(...v);
    for (let i = 0; i < n; i++) v[i] /= length;
    const w = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) w[i] += a[i * n + j] * v[j];
    const c = v.reduce((sum, x, i) => sum + x * w[i], 0);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) a[i * n + j] += -2 * v[i] * w[j] - 2 * w[i] * v[j] + 4 * c * v[i] * v[j];
  }
  return symmetricMatrix(n, (i, j) => a[i * n + j]);
}

/** The largest sum of magnitudes along a row. */
export function rowNorm(n: number, a: ArrayLike<number>, columns = n): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += Math.abs(a[i * columns + j]);
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** op(A) op(B) for row-major arrays, the plain way; rows × shared times shared × columns. */
export function multiply(
  [rows, shared, columns]: [number, number, number],
  a: (i: number, l: number) => number,
  b: (l: number, j: number) => number,
): Float64Array {
  const c = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let l = 0; l < shared; l++) {
      const x = a(i, l);
      for (let j = 0; j < columns; j++) c[i * columns + j] += x * b(l, j);
    }
  }
  return c;
}
