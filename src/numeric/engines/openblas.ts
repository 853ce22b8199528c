import type { Engine } from '../engine.ts';
import { NoConvergence, OrreryError } from '../errors.ts';
import { Heap, type Matrix } from '../heap.ts';
import { type Backend, checkedEngine } from './checked.ts';
import { type BlasLibrary, type Search, searchBlas } from './library.ts';
import { type Sharing, Team } from './team.ts';

/**
 * The engine on the machine's own BLAS and LAPACK (OpenBLAS, MKL or Accelerate), which works on
 * views of the WebAssembly memory without copying; undefined where there is none. The library
 * itself is held to one thread: threads share products only as on the other engine, on a heap of
 * `sharedHeap`.
 */
export async function createOpenblasEngine(heap: Heap = new Heap(), sharing?: Sharing): Promise<Engine | undefined> {
  const backend = await openblasBackend(heap);
  return backend && checkedEngine(heap, backend, sharing && new Team(heap, backend, sharing));
}

export async function openblasBackend(heap: Heap): Promise<Backend | undefined> {
  const { library } = await searchBlas();
  return library && blasBackend(heap, library);
}

/**
 * Which libraries were looked for, what became of each, and what was found; for `doctor` and for
 * error messages.
 */
export async function describeOpenblas(): Promise<{ found?: string; searched: Search['searched'] }> {
  const { library, searched } = await searchBlas();
  return { found: library?.description, searched };
}

const ROW_MAJOR = 101;
const NO_TRANSPOSE = 111;
const TRANSPOSE = 112;
const LOWER = 122;
const NON_UNIT = 131;
const LEFT = 141;

function blasBackend(heap: Heap, library: BlasLibrary): Backend {
  const { blas } = library;

  return {
    name: 'openblas',
    description: library.description,

    leastShare: 2 ** 23,

    gemm({ n, k, alpha, a, transposeA, b, transposeB, beta, c }, { first, rows }) {
      const gemm = c.dtype === 'f64' ? blas.dgemm : blas.sgemm;
      const [opA, opB] = [operation(transposeA), operation(transposeB)];
      const from = first === 0 ? a.values : a.values.subarray(transposeA ? first : first * k);
      const to = first === 0 ? c.values : c.values.subarray(first * n);
      gemm(ROW_MAJOR, opA, opB, rows, n, k, alpha, from, a.columns, b.values, b.columns, beta, to, n);
    },

    gemmScratch() {
      return 0;
    },

    syrk({ n, k, alpha, a, transpose, beta, c }) {
      const syrk = c.dtype === 'f64' ? blas.dsyrk : blas.ssyrk;
      syrk(ROW_MAJOR, LOWER, operation(transpose), n, k, alpha, a.values, a.columns, beta, c.values, n);
    },

    // LAPACK is column-major: it sees our lower triangle as an upper one, and our rows as columns.
    cholesky(a) {
      const info = result();
      const size = integer(a.rows);
      blas.dpotrf('U', size, a.values, size, info, 1);
      if (info[0] !== 0) return accepted('dpotrf', info) - 1;
      const values = a.values;
      for (let i = 0; i < a.rows; i++) values.fill(0, i * a.columns + i + 1, (i + 1) * a.columns);
      return -1;
    },

    solveCholesky(l, b) {
      const [n, k] = [b.rows, b.columns];
      for (const op of [NO_TRANSPOSE, TRANSPOSE])
        blas.dtrsm(ROW_MAJOR, LEFT, LOWER, op, NON_UNIT, n, k, 1, l.values, n, b.values, k);
    },

    invertLower(l) {
      const zero = zeroOnDiagonal(l);
      if (zero >= 0) return zero;
      const info = result();
      const size = integer(l.rows);
      blas.dtrtri('U', 'N', size, l.values, size, info, 1, 1);
      return accepted('dtrtri', info) - 1;
    },

    eigh(a, vectors) {
      const n = a.rows;
      const job = vectors ? 'V' : 'N';
      const [size, info, ask] = [integer(n), result(), integer(-1)];
      const values = new Float64Array(n);
      const wanted = new Float64Array(1);
      const wantedIntegers = new Int32Array(1);
      blas.dsyevd(job, 'U', size, a.values, size, values, wanted, ask, wantedIntegers, ask, info, 1, 1);
      accepted('dsyevd', info);
      const work = heap.matrix(wanted[0], 1);
      const integers = new Int32Array(wantedIntegers[0]);
      const [room, roomIntegers] = [integer(work.rows), integer(integers.length)];
      blas.dsyevd(job, 'U', size, a.values, size, values, work.values, room, integers, roomIntegers, info, 1, 1);
      if (accepted('dsyevd', info) > 0)
        throw new NoConvergence(`the eigenvalues of this ${n}×${n} matrix did not converge`);
      return values;
    },
  };
}

function operation(transposed: boolean): number {
  return transposed ? TRANSPOSE : NO_TRANSPOSE;
}

/** Fortran takes numbers by address. */
function integer(value: number): Int32Array {
  return Int32Array.of(value);
}

function result(): Int32Array {
  return new Int32Array(1);
}

/**
 * LAPACK's `info`; negative values name an argument that it refuses, which would be our mistake.
 */
function accepted(routine: string, info: Int32Array): number {
  if (info[0] < 0)
    throw new OrreryError(`${routine} refused its argument ${-info[0]}: this is a defect, please report it`);
  return info[0];
}

function zeroOnDiagonal(l: Matrix): number {
  const values = l.values;
  for (let i = 0; i < l.rows; i++) if (values[i * (l.columns + 1)] === 0) return i;
  return -1;
}
