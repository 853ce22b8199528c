import type { Engine } from '../../numeric/engine.ts';
import type { Matrix } from '../../numeric/heap.ts';
import {
  type KernelSpec,
  kernelFunction,
  layerVariances,
  type Network,
  networkKernel,
  networkKernelOfEqual,
} from './kernels.ts';

/**
 * The Gram matrix K(x_i, x_j) of points (rows of `points`, of `dimension` coordinates) into `gram` (rows × rows), both triangles.
 * Inner products by the engine, the kernel's function on them entry by entry.
 */
export function gramMatrix(
  spec: KernelSpec,
  points: Matrix,
  gram: Matrix,
  engine: Engine,
  scale = 1 / points.columns,
): void {
  engine.syrk({ a: points, c: gram, alpha: scale });
  const squares = meanSquares(points, scale);
  applyKernel(spec, gram, squares, squares, true, engine);
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
  applyKernel(spec, cross, meanSquares(left, scale), meanSquares(right, scale), false, engine);
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

/** Replaces q = x·x′/d by the kernel, in place. `symmetric`: rows and columns are the same points. */
function applyKernel(
  spec: KernelSpec,
  matrix: Matrix,
  rows: Float64Array,
  columns: Float64Array,
  symmetric: boolean,
  engine: Engine,
): void {
  if (spec.kernel === 'linear') return;
  if (spec.kernel === 'rbf' || spec.kernel === 'laplace') applyDistance(spec, matrix, rows, columns, symmetric, engine);
  else if (spec.kernel === 'power-law') {
    const kernel = kernelFunction(spec);
    mapEntries(matrix, symmetric, (q, i, j) => kernel(q, rows[i], columns[j]));
  } else applyNetwork(spec, spec.kernel === 'ntk', matrix, rows, columns, symmetric);
}

function applyNetwork(
  network: Network,
  tangent: boolean,
  matrix: Matrix,
  rows: Float64Array,
  columns: Float64Array,
  symmetric: boolean,
): void {
  const layers = network.depth + 1;
  const left = allLayerVariances(network, rows);
  const right = symmetric ? left : allLayerVariances(network, columns);
  mapEntries(matrix, symmetric, (q, i, j) =>
    symmetric && i === j
      ? networkKernelOfEqual(network, tangent, left, i * layers)
      : networkKernel(network, tangent, q, left, right, i * layers, j * layers),
  );
}

/** `layerVariances` of all points, one after the other. */
function allLayerVariances(network: Network, squares: Float64Array): Float64Array {
  const layers = network.depth + 1;
  const all = new Float64Array(squares.length * layers);
  for (let i = 0; i < squares.length; i++) all.set(layerVariances(network, squares[i]), i * layers);
  return all;
}

/** Of symmetric matrices the lower triangle is computed, and mirrored. */
function mapEntries(matrix: Matrix, symmetric: boolean, kernel: (q: number, i: number, j: number) => number): void {
  const values = matrix.values;
  const n = matrix.columns;
  for (let i = 0; i < matrix.rows; i++)
    for (let j = 0; j < (symmetric ? i + 1 : n); j++) {
      const value = kernel(values[i * n + j], i, j);
      values[i * n + j] = value;
    }
  if (symmetric) mirror(matrix);
}

function applyDistance(
  { kernel, bandwidth }: Extract<KernelSpec, { bandwidth: number }>,
  matrix: Matrix,
  rows: Float64Array,
  columns: Float64Array,
  symmetric: boolean,
  engine: Engine,
): void {
  const values = matrix.values;
  const n = matrix.columns;
  const scale = kernel === 'rbf' ? -1 / (2 * bandwidth ** 2) : -1 / bandwidth;
  const root = kernel === 'laplace';
  const { expF64 } = engine.heap.kernels.call;
  for (let i = 0; i < matrix.rows; i++) {
    const p = rows[i];
    const start = i * n;
    const count = symmetric ? i + 1 : n;
    for (let j = 0; j < count; j++) {
      const squared = Math.max(p + columns[j] - 2 * values[start + j], 0);
      values[start + j] = scale * (root ? Math.sqrt(squared) : squared);
    }
    // Rounding of a distance 0 would be √ε under the root.
    if (symmetric) values[start + i] = 0;
    const address = matrix.address + 8 * start;
    expF64(address, address, count);
  }
  if (symmetric) mirror(matrix);
}

/** Copies the lower triangle to the upper one. */
function mirror(matrix: Matrix): void {
  matrix.heap.kernels.call.mirrorF64(matrix.rows, matrix.address, matrix.rows);
}
