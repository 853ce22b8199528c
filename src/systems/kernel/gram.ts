import type { Engine } from '../../numeric/engine.ts';
import type { Matrix } from '../../numeric/heap.ts';
import { squared } from '../../numeric/special.ts';
import {
  type Architecture,
  type KernelFunction,
  type KernelSpec,
  kernelFunction,
  layerVariances,
  networkKernelOfEqual,
} from './kernels.ts';

/**
 * The Gram matrix K(x_i, x_j) of points (rows of `points`, of `dimension` coordinates) into `gram`
 * (rows × rows), both triangles. Inner products by the engine, the kernel's function on them entry
 * by entry.
 */
export function gramMatrix(
  spec: KernelSpec,
  points: Matrix,
  gram: Matrix,
  engine: Engine,
  scale = 1 / points.columns,
): void {
  engine.syrk({ a: points, c: gram, alpha: scale, triangle: 'lower' });
  const squares = meanSquares(points, scale);
  const pairs = { matrix: gram, rows: squares, columns: squares, countOf: (i: number) => i + 1 };
  applyKernel(spec, pairs, engine);
  setDiagonal(spec, gram, squares);
  engine.heap.kernels.call.mirrorF64(gram.rows, gram.address, gram.columns);
}

/** The matrix K(x_i, x′_j) between two sets of points, into `cross`. */
export function crossMatrix(
  spec: KernelSpec,
  left: Matrix,
  right: Matrix,
  cross: Matrix,
  engine: Engine,
  scale = 1 / left.columns,
): void {
  engine.gemm({ a: left, b: right, transposeB: true, c: cross, alpha: scale });
  const [rows, columns] = [meanSquares(left, scale), meanSquares(right, scale)];
  applyKernel(spec, { matrix: cross, rows, columns, countOf: () => cross.columns }, engine);
}

/** |x|²/d of each row. */
export function meanSquares(points: Matrix, scale = 1 / points.columns): Float64Array {
  const values = points.values;
  return Float64Array.from({ length: points.rows }, (_, i) => {
    let sum = 0;
    for (let j = i * points.columns; j < (i + 1) * points.columns; j++) sum += values[j] * values[j];
    return sum * scale;
  });
}

/** Points in pairs. */
interface Pairs {
  /** Of each pair q = x·x′/d, in the place of which the kernel is written. */
  matrix: Matrix;
  /** |x|²/d of the points that rows and columns stand for. */
  rows: Float64Array;
  columns: Float64Array;
  /** Of a row, the pairs that are there: all, or those up to the diagonal. */
  countOf: (row: number) => number;
}

function applyKernel(spec: KernelSpec, pairs: Pairs, engine: Engine): void {
  if (spec.kernel === 'rbf' || spec.kernel === 'laplace') applyDistance(spec, pairs, engine);
  else if (spec.kernel === 'power-law') applyEach(kernelFunction(spec), pairs);
  else if (spec.kernel !== 'linear') applyNetwork(spec, pairs, engine);
}

function applyDistance(
  { kernel, bandwidth }: Extract<KernelSpec, { bandwidth: number }>,
  { matrix, rows, columns, countOf }: Pairs,
  { heap }: Engine,
): void {
  const isRoot = kernel === 'laplace' ? 1 : 0;
  const factor = isRoot ? -1 / bandwidth : -1 / (2 * squared(bandwidth));
  const { distanceKernelF64 } = heap.kernels.call;
  heap.scope(() => {
    const squares = heap.matrixFrom(columns.length, 1, columns).address;
    for (let i = 0; i < matrix.rows; i++)
      distanceKernelF64(isRoot, factor, rows[i], squares, matrix.address + 8 * i * matrix.columns, countOf(i));
  });
}

function applyNetwork(
  network: Architecture & { kernel: 'nngp' | 'ntk' },
  { matrix, rows, columns, countOf }: Pairs,
  { heap }: Engine,
): void {
  const { activation, depth, weightVariance, biasVariance } = network;
  const isErf = activation === 'erf' ? 1 : 0;
  const isTangent = network.kernel === 'ntk' ? 1 : 0;
  const { networkKernelF64 } = heap.kernels.call;
  heap.scope(() => {
    const own = heap.matrix(depth + 1, 1);
    // Layer by layer, and one number more, as the kernel looks at two points at a time.
    const stride = columns.length + 1;
    const others = heap.matrix(depth + 1, stride);
    columns.forEach((p, j) => {
      layerVariances(network, p).forEach((variance, l) => {
        others.values[l * stride + j] = variance;
      });
    });
    for (let i = 0; i < matrix.rows; i++) {
      own.values.set(layerVariances(network, rows[i]));
      const row = matrix.address + 8 * i * matrix.columns;
      const points = [own.address, others.address, stride] as const;
      networkKernelF64(isErf, isTangent, depth, weightVariance, biasVariance, ...points, row, countOf(i));
    }
  });
}

function applyEach(kernel: KernelFunction, { matrix, rows, columns, countOf }: Pairs): void {
  const values = matrix.values;
  for (let i = 0; i < matrix.rows; i++) {
    const start = i * matrix.columns;
    const count = countOf(i);
    for (let j = 0; j < count; j++) values[start + j] = kernel(values[start + j], rows[i], columns[j]);
  }
}

/**
 * Points with themselves, where rounding of a distance 0 or of a cosine 1 would be √ε under the
 * root or in the angle.
 */
function setDiagonal(spec: KernelSpec, matrix: Matrix, squares: Float64Array): void {
  if (spec.kernel === 'linear' || spec.kernel === 'power-law') return;
  const values = matrix.values;
  squares.forEach((p, i) => {
    values[i * (matrix.columns + 1)] =
      spec.kernel === 'nngp' || spec.kernel === 'ntk'
        ? networkKernelOfEqual(spec, spec.kernel === 'ntk', layerVariances(spec, p), 0)
        : 1;
  });
}
