import type { Engine, Product } from '../engine.ts';
import { BadShape, NotFinite, NotPositiveDefinite, Singular } from '../errors.ts';
import type { Heap, Matrix } from '../heap.ts';
import type { Team } from './team.ts';

/**
 * What an engine computes, on operands that are known to fit and to be finite, with no size zero.
 */
export interface Backend {
  readonly name: Engine['name'];
  readonly description: string;
  /** Some rows of C := alpha op(A) op(B) + beta C, C being m×n and k the shared size. */
  gemm(call: GemmCall, part: GemmPart): void;
  /**
   * The multiplications of a share that pays: to wake a thread takes some hundredths of a
   * millisecond.
   */
  readonly leastShare: number;
  /** Bytes of scratch that any rows of such a product need. */
  gemmScratch(m: number, n: number, k: number): number;
  /**
   * The lower triangle of C := alpha op(A) op(A)ᵀ + beta C; the upper one is left with no meaning.
   */
  syrk(call: SyrkCall): void;
  /**
   * The lower triangle of A becomes L, the upper zero. Returns the index of the first pivot that is
   * not positive, or −1.
   */
  cholesky(a: Matrix): number;
  solveCholesky(l: Matrix, b: Matrix): void;
  /** Returns the index of a zero on the diagonal, or −1. */
  invertLower(l: Matrix): number;
  /**
   * Ascending eigenvalues; with `vectors`, eigenvectors to the rows of A. Throws `NoConvergence`.
   */
  eigh(a: Matrix, vectors: boolean): Float64Array;
}

export interface SyrkCall {
  n: number;
  k: number;
  alpha: number;
  a: Matrix;
  transpose: boolean;
  beta: number;
  c: Matrix;
}

/** The rows from `first` on, and the address of scratch. */
export interface GemmPart {
  first: number;
  rows: number;
  scratch: number;
}

export interface GemmCall {
  m: number;
  n: number;
  k: number;
  alpha: number;
  a: Matrix;
  transposeA: boolean;
  b: Matrix;
  transposeB: boolean;
  beta: number;
  c: Matrix;
}

/**
 * An engine on `backend`: checks shapes and numbers, lets the backend compute (and `team`, where
 * there is one, share large products), and frees what it allocated.
 */
export function checkedEngine(heap: Heap, backend: Backend, team?: Team): Engine {
  const prepare = (call: GemmCall) => {
    const bytes = backend.gemmScratch(call.m, call.n, call.k);
    if (team?.isWorthSharing(call)) return () => team.gemm(call, bytes);
    const whole: GemmPart = { first: 0, rows: call.m, scratch: 0 };
    return () => {
      whole.scratch = heap.allocate(bytes);
      backend.gemm(call, whole);
    };
  };
  return {
    name: backend.name,
    description: backend.description,
    threads: team?.threads ?? 1,
    heap,

    gemm(product) {
      const call = gemmCall(product);
      const { m, n, k, a, b, beta, c } = call;
      finite(heap, a, 'A');
      finite(heap, b, 'B');
      if (beta !== 0) finite(heap, c, 'C');
      if (m === 0 || n === 0) return;
      if (k === 0) return scale(c, beta);
      heap.scope(prepare(call));
    },

    prepareGemm(product) {
      const call = gemmCall(product);
      for (const [matrix, name] of [
        [call.a, 'A'],
        [call.b, 'B'],
        [call.c, 'C'],
      ] as const)
        onHeap(heap, matrix, name);
      if (call.m === 0 || call.n === 0) return () => {};
      if (call.k === 0) return () => scale(call.c, call.beta);
      const compute = prepare(call);
      return () => heap.scope(compute);
    },

    syrk({ a, c, transpose = false, alpha = 1, beta = 0, triangle = 'both' }) {
      const [n, k] = shape(a, transpose);
      if (c.rows !== n || c.columns !== n)
        throw new BadShape(`a ${n}×${k} matrix times its transpose cannot be put in a ${c.rows}×${c.columns} one`);
      sameDtype(a, c);
      finiteNumber(alpha, 'alpha');
      finiteNumber(beta, 'beta');
      finite(heap, a, 'A');
      if (beta !== 0) finite(heap, c, 'C');
      if (n === 0) return;
      if (k === 0) return scale(c, beta);
      heap.scope(() => backend.syrk({ n, k, alpha, a, transpose, beta, c }));
      if (triangle === 'both') mirrorLower(c);
    },

    cholesky(a) {
      square(a);
      finite(heap, a, 'A');
      if (a.rows === 0) return;
      const failed = heap.scope(() => backend.cholesky(a));
      if (failed >= 0) throw new NotPositiveDefinite(failed);
    },

    solveCholesky(l, b) {
      square(l);
      if (b.rows !== l.rows)
        throw new BadShape(`a ${l.rows}×${l.rows} system cannot have a right-hand side of ${b.rows} rows`);
      sameDtype(l, b);
      finite(heap, l, 'L');
      finite(heap, b, 'B');
      if (l.rows === 0 || b.columns === 0) return;
      heap.scope(() => backend.solveCholesky(l, b));
    },

    invertLower(l) {
      square(l);
      finite(heap, l, 'L');
      if (l.rows === 0) return;
      const zero = heap.scope(() => backend.invertLower(l));
      if (zero >= 0) throw new Singular(`the triangular matrix is singular: entry ${zero} of its diagonal is zero`);
    },

    eigh(a, { vectors = false } = {}) {
      square(a);
      finite(heap, a, 'A');
      if (a.rows === 0) return new Float64Array(0);
      const values = heap.scope(() => backend.eigh(a, vectors));
      if (!(Number.isFinite(values[0]) && Number.isFinite(values[values.length - 1])))
        throw new NotFinite('an eigenvalue is too large for a floating-point number; scale the matrix down');
      return values;
    },
  };

  function mirrorLower(c: Matrix): void {
    const mirror = c.dtype === 'f64' ? heap.kernels.call.mirrorF64 : heap.kernels.call.mirrorF32;
    mirror(c.rows, c.address, c.columns);
  }

  function finite(owner: Heap, matrix: Matrix, name: string): void {
    onHeap(owner, matrix, name);
    const check = matrix.dtype === 'f64' ? owner.kernels.call.allFiniteF64 : owner.kernels.call.allFiniteF32;
    if (check(matrix.address, matrix.rows * matrix.columns)) return;
    const index = matrix.values.findIndex((x: number) => !Number.isFinite(x));
    const row = Math.floor(index / matrix.columns);
    throw new NotFinite(`${name} holds ${matrix.values[index]} in row ${row}, column ${index - row * matrix.columns}`);
  }
}

function onHeap(heap: Heap, matrix: Matrix, name: string): void {
  if (matrix.heap !== heap) throw new BadShape(`${name} lives on another heap than the engine`);
}

function gemmCall({ a, b, c, transposeA = false, transposeB = false, alpha = 1, beta = 0 }: Product): GemmCall {
  const [m, k] = shape(a, transposeA);
  const [shared, n] = shape(b, transposeB);
  if (k !== shared || c.rows !== m || c.columns !== n)
    throw new BadShape(`a ${m}×${k} matrix times a ${shared}×${n} one cannot be put in a ${c.rows}×${c.columns} one`);
  sameDtype(a, b, c);
  finiteNumber(alpha, 'alpha');
  finiteNumber(beta, 'beta');
  return { m, n, k, alpha, a, transposeA, b, transposeB, beta, c };
}

function shape(matrix: Matrix, transposed: boolean): [rows: number, columns: number] {
  return transposed ? [matrix.columns, matrix.rows] : [matrix.rows, matrix.columns];
}

function square(matrix: Matrix): void {
  if (matrix.rows !== matrix.columns)
    throw new BadShape(`a square matrix is needed, and this one is ${matrix.rows}×${matrix.columns}`);
  if (matrix.dtype !== 'f64') throw new BadShape('factorisations take float64 matrices, and this one is float32');
}

function sameDtype(first: Matrix, ...others: Matrix[]): void {
  for (const other of others)
    if (other.dtype !== first.dtype)
      throw new BadShape(`operands of one product share a type, and these are ${first.dtype} and ${other.dtype}`);
}

function finiteNumber(value: number, name: string): void {
  if (!Number.isFinite(value)) throw new NotFinite(`${name} is ${value}`);
}

function scale(c: Matrix, beta: number): void {
  const values = c.values;
  if (beta === 0) values.fill(0);
  else for (let i = 0; i < values.length; i++) values[i] *= beta;
}
