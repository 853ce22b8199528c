import type { Engine } from '../numeric/engine.ts';
import { BadShape, OutOfRange, Singular } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import { exp } from '../numeric/special.ts';

// How alike two sets of n representations are, from their n × n kernel matrices alone. Nothing here
// changes what it is given; matrices that are made lie in the heap's present scope.

/** K = X Xᵀ of representations X (n × p), row by row. */
export function linearKernel(x: Matrix, engine: Engine): Matrix {
  const kernel = engine.heap.matrix(x.rows, x.rows);
  engine.syrk({ a: x, c: kernel });
  return kernel;
}

/**
 * K_ij = exp(−|x_i − x_j|²/2σ²), where σ² is the median of the squared distances between different
 * rows, the mean of the middle two where their number is even. Throws `Singular` where that median
 * is 0, and `BadShape` for a single row.
 */
export function gaussianKernel(x: Matrix, engine: Engine): Matrix {
  const kernel = squaredDistances(x, engine);
  const n = kernel.rows;
  const { values } = kernel;
  const apart = new Float64Array((n * (n - 1)) / 2);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < i; j++) apart[at++] = values[i * n + j];
  if (apart.length === 0) throw new BadShape('the median distance of a single row: there have to be two or more');
  apart.sort();
  const half = apart.length / 2;
  const median = (apart[Math.ceil(half) - 1] + apart[Math.floor(half)]) / 2;
  if (!(median > 0)) throw new Singular('half of all distances are 0: they are no measure for the width of a kernel');
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      values[i * n + j] = exp(-values[i * n + j] / (2 * median));
      values[j * n + i] = values[i * n + j];
    }
  return kernel;
}

/** |x_i − x_j|², n × n. */
export function squaredDistances(x: Matrix, engine: Engine): Matrix {
  const distances = linearKernel(x, engine);
  const { rows: n, values } = distances;
  const squares = Float64Array.from({ length: n }, (_, i) => values[i * (n + 1)]);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const at = i * n + j;
      values[at] = i === j ? 0 : Math.max(0, squares[i] + squares[j] - 2 * values[at]);
    }
  return distances;
}

/**
 * Centred kernel alignment, tr(HKHL)/√(tr(HKHK) tr(HLHL)) with H = 1 − 11ᵀ/n: between 0 and 1, and
 * 1 for kernels that differ by a factor and by what centring takes off. Of independent
 * representations it is not 0. Throws `BadShape`, and `Singular` for a kernel that centring leaves
 * nothing of. Kornblith et al. 2019 (arXiv 1905.00414), section 3.
 */
export function cka(k: Matrix, l: Matrix): number {
  return cosine(k, l, centred);
}

/**
 * The same from unbiased estimates of the three traces, without diagonals (Song et al. 2012):
 * between −1 and 1, and of mean 0 for independent representations. It is the cosine of U-centred
 * kernels (Székely and Rizzo 2014, arXiv 1310.2926), so that it is a number also where an estimate
 * is negative. Throws as `cka`, and `OutOfRange` below four rows.
 */
export function debiasedCka(k: Matrix, l: Matrix): number {
  if (k.rows < 4) throw new OutOfRange('the number of representations', k.rows, 'at least 4 for the debiased CKA');
  return cosine(k, l, uCentred);
}

/** H K H. */
function centred({ rows: n, values }: Matrix): Float64Array {
  const result = new Float64Array(values);
  const means = rowSums(result, n).map((sum) => sum / n);
  const mean = means.reduce((sum, one) => sum + one / n, 0);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[i * n + j] += mean - means[i] - means[j];
  return result;
}

/** No diagonal, and no sums over rows. */
function uCentred({ rows: n, values }: Matrix): Float64Array {
  const result = new Float64Array(values);
  for (let i = 0; i < n; i++) result[i * (n + 1)] = 0;
  const parts = rowSums(result, n).map((sum) => sum / (n - 2));
  const mean = parts.reduce((sum, one) => sum + one / (n - 1), 0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) result[i * n + j] += mean - parts[i] - parts[j];
    result[i * (n + 1)] = 0;
  }
  return result;
}

function rowSums(values: Float64Array, n: number): Float64Array {
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sums[i] += values[i * n + j];
  return sums;
}

/** Of a kernel's square, what centring leaves of equal numbers by rounding. */
const ROUNDING = 1e-24;

function cosine(k: Matrix, l: Matrix, centre: (kernel: Matrix) => Float64Array): number {
  if (k.rows !== l.rows)
    throw new BadShape(`kernels of the same rows are compared, but they have ${k.rows} and ${l.rows}`);
  const [a, b] = [centre(k), centre(l)];
  const [aa, bb] = [squares(a), squares(b)];
  if (!(aa > ROUNDING * squares(k.values) && bb > ROUNDING * squares(l.values)))
    throw new Singular('a kernel is the same number for all pairs of rows, which is like nothing');
  let ab = 0;
  for (let i = 0; i < a.length; i++) ab += a[i] * b[i];
  return ab / Math.sqrt(aa * bb);
}

function squares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}
