import type { Engine } from '../engine.ts';
import { NoConvergence } from '../errors.ts';
import { Heap, type Matrix } from '../heap.ts';
import { type Backend, checkedEngine } from './checked.ts';
import { type Sharing, Team } from './team.ts';

/**
 * The engine that is always there: the kernels of `kernels/`, in Node, a worker and the browser
 * alike. Threads can share the products on a heap of `sharedHeap`.
 */
export function createWasmEngine(heap: Heap = new Heap(), sharing?: Sharing): Engine {
  const backend = wasmBackend(heap);
  return checkedEngine(heap, backend, sharing && new Team(heap, backend, sharing));
}

export function wasmBackend(heap: Heap): Backend {
  const kernels = heap.kernels.call;
  // A size above 2 GB comes back negative.
  const scratch = (bytes: number) => heap.allocate(bytes >>> 0);

  return {
    name: 'wasm',
    description: 'WebAssembly SIMD kernels',

    leastShare: 2 ** 21,

    gemm({ n, k, alpha, a, transposeA, b, transposeB, beta, c }, { first, rows, scratch }) {
      const [gemm, bytes] = c.dtype === 'f64' ? [kernels.gemmF64, 8] : [kernels.gemmF32, 4];
      const [rowA, columnA] = strides(a, transposeA);
      const [rowB, columnB] = strides(b, transposeB);
      const [from, to] = [a.address + first * rowA * bytes, c.address + first * n * bytes];
      gemm(rows, n, k, alpha, from, rowA, columnA, b.address, rowB, columnB, beta, to, n, scratch, WHOLE);
    },

    gemmScratch(m, n, k) {
      return kernels.gemmScratch(m, n, k) >>> 0;
    },

    syrk({ n, k, alpha, a, transpose, beta, c }) {
      const work = scratch(kernels.gemmScratch(n, n, k));
      const gemm = c.dtype === 'f64' ? kernels.gemmF64 : kernels.gemmF32;
      const [row, column] = strides(a, transpose);
      const { address } = a;
      gemm(n, n, k, alpha, address, row, column, address, column, row, beta, c.address, c.columns, work, LOWER);
    },

    cholesky(a) {
      return kernels.choleskyF64(a.rows, a.address, a.columns, scratch(kernels.choleskyScratch(a.rows, a.rows)));
    },

    solveCholesky(l, b) {
      const work = scratch(kernels.choleskyScratch(l.rows, b.columns));
      kernels.solveCholeskyF64(l.rows, b.columns, l.address, l.columns, b.address, b.columns, work);
    },

    invertLower(l) {
      return kernels.invertLowerF64(l.rows, l.address, l.columns, scratch(kernels.choleskyScratch(l.rows, l.rows)));
    },

    eigh(a, vectors) {
      const n = a.rows;
      const values = heap.matrix(n, 1);
      const work = scratch(kernels.eighScratch(n, vectors ? 1 : 0));
      if (kernels.eighF64(n, a.address, values.address, vectors ? 1 : 0, work) !== 0)
        throw new NoConvergence(`the eigenvalues of this ${n}×${n} matrix did not converge`);
      return Float64Array.from(values.values);
    },
  };
}

/** Which part of a product is computed. */
const WHOLE = 0;
const LOWER = 1;

/** How far apart rows and columns of op(A) are, in elements. */
function strides(matrix: Matrix, transposed: boolean): [row: number, column: number] {
  return transposed ? [1, matrix.columns] : [matrix.columns, 1];
}
