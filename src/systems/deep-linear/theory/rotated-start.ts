import type { Engine } from '../../../numeric/engine.ts';
import { squared } from '../../../numeric/special.ts';
import type { Problem } from '../problem.ts';
import { rotatedStart } from '../start.ts';
import { crossing } from './descent.ts';
import { riccatiProducts } from './riccati.ts';

export interface RotatedCourse {
  /** W₂W₁ in the teacher's basis, r × r, at each step of `drawnAt`. */
  products: Float64Array[];
  halfTimes: Float64Array;
  /** For each mode, its share of ‖W₂ᵀW₂ − W₁W₁ᵀ‖² at the end. */
  delta2: number[];
  /** Of the half times. */
  error: number;
}

/**
 * Gradient flow from the rotated start, as the matrix Riccati solution. Source:
 * 10.1088/1742-5468/ad01b8, 2409.14623.
 */
export function rotatedFlow(problem: Problem, engine: Engine): RotatedCourse {
  const { modes, eta, drawnAt, imbalance, longest } = problem;
  const rank = modes.length;
  const sizes = { inputs: rank, hidden: rank, outputs: rank, imbalance };
  const network = { ...sizes, teacher: diagonal(modes.map(({ s }) => s)), ...rotatedStart(problem) };
  const times = Float64Array.from(drawnAt, (k) => eta * k);
  const products = riccatiProducts(network, times, engine);
  // A mode may be half learned after the end of training.
  const last = times[times.length - 1];
  const later = Float64Array.from({ length: LATER }, (_, i) => last + ((eta * longest - last) * (i + 1)) / LATER);
  const all = longest * eta > last ? Float64Array.of(...times, ...later) : times;
  const halfTimes = Float64Array.from(modes, ({ final }, k) => {
    let [at, values] = [all, riccatiProducts(network, all, engine).map((product) => product[k * rank + k])];
    for (let refinement = 0; ; refinement++) {
      const i = values.findIndex((a) => a >= final / 2);
      if (i <= 0) return i === 0 ? 0 : Number.NaN;
      const width = at[i] - at[i - 1];
      const from = at[i - 1];
      if (refinement === REFINEMENTS) return from + (width * (final / 2 - values[i - 1])) / (values[i] - values[i - 1]);
      at = Float64Array.from({ length: PIECES + 1 }, (_, j) => from + (width * j) / PIECES);
      values = riccatiProducts(network, at, engine).map((product) => product[k * rank + k]);
    }
  });
  return { products, halfTimes, delta2: modes.map(() => imbalance * imbalance), error: 1e-6 };
}

/**
 * Between two drawn times the curve is straight to 1e-6 of its height once it has been cut up so
 * often.
 */
const REFINEMENTS = 3;
const PIECES = 16;
const LATER = 64;

/**
 * Gradient descent from the rotated start, on r × r matrices: it never leaves the teacher's modes.
 */
export function rotatedDescent(problem: Problem): RotatedCourse {
  const { modes, eta, drawnAt, longest } = problem;
  const rank = modes.length;
  const { first, second } = rotatedStart(problem);
  const teacher = diagonal(modes.map(({ s }) => s));
  const last = drawnAt[drawnAt.length - 1];
  const products: Float64Array[] = [];
  const halfTimes = new Float64Array(rank).fill(Number.NaN);
  let before = new Float64Array(rank);
  let delta2: number[] = [];
  for (let k = 0; k <= longest && (k <= last || halfTimes.some(Number.isNaN)); k++) {
    const product = multiply(second, first, rank);
    const strengths = Float64Array.from(modes, (_, j) => product[j * (rank + 1)]);
    modes.forEach(({ final }, j) => {
      if (Number.isNaN(halfTimes[j]) && strengths[j] >= final / 2)
        halfTimes[j] = crossing(k, before[j], strengths[j], final / 2, eta);
    });
    before = strengths;
    while (drawnAt[products.length] === k) products.push(product);
    if (k === last) delta2 = imbalanceShares(first, second, rank);
    const error = teacher.map((value, i) => value - product[i]);
    const firstSlope = multiply(transposed(second, rank), error, rank);
    const secondSlope = multiply(error, transposed(first, rank), rank);
    for (let i = 0; i < rank * rank; i++) {
      first[i] += eta * firstSlope[i];
      second[i] += eta * secondSlope[i];
    }
  }
  return { products, halfTimes, delta2, error: 1e-8 };
}

/** Sums of squares of the rows of W₂ᵀW₂ − W₁W₁ᵀ. */
function imbalanceShares(first: Float64Array, second: Float64Array, rank: number): number[] {
  const out = multiply(transposed(second, rank), second, rank);
  const into = multiply(first, transposed(first, rank), rank);
  return Array.from({ length: rank }, (_, row) => {
    let sum = 0;
    for (let i = row * rank; i < (row + 1) * rank; i++) sum += squared(out[i] - into[i]);
    return sum;
  });
}

function diagonal(values: number[]): Float64Array {
  const matrix = new Float64Array(squared(values.length));
  values.forEach((value, k) => {
    matrix[k * (values.length + 1)] = value;
  });
  return matrix;
}

function transposed(a: Float64Array, n: number): Float64Array {
  return Float64Array.from(a, (_, i) => a[(i % n) * n + Math.floor(i / n)]);
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) c[i * n + j] += a[i * n + k] * b[k * n + j];
  return c;
}
