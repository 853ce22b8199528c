// Cholesky factorisation, the solves with it, and the inverse of a triangular matrix: float64,
// row-major, by halving, so that nearly all work is matrix products whatever the size (Gustavson,
// "Recursion leads to automatic variable blocking", IBM J. Res. Dev. 41:737, 1997).
import { gemm, gemmScratch } from './product';
import { at, half, LEAF, solveLeft, solveLeftTransposed, solveRight, solveRightTransposed, TABLE } from './triangular';
import { axpy, dot } from './vectors';

/** Bytes of scratch for any function here on an n×n matrix with `columns` right-hand sides. */
export function choleskyScratch(n: i32, columns: i32): usize {
  return TABLE + gemmScratch(max(n, columns), max(n, columns), n);
}

/**
 * The lower triangle of A becomes L and the upper one zero. Returns -1, or the index of the first
 * pivot that is not positive.
 */
export function choleskyF64(n: i32, a: usize, lda: i32, scratch: usize): i32 {
  const failed = factor(n, a, lda, scratch);
  if (failed >= 0) return failed;
  for (let i = 0; i < n; i++) memory.fill(at(a, lda, i, i + 1), 0, (<usize>(n - i - 1)) << 3);
  return -1;
}

/** B := (L Lᵀ)⁻¹ B for the n×columns matrix B. */
export function solveCholeskyF64(n: i32, columns: i32, l: usize, ldl: i32, b: usize, ldb: i32, scratch: usize): void {
  solveLeft(n, columns, l, ldl, b, ldb, scratch);
  solveLeftTransposed(n, columns, l, ldl, b, ldb, scratch);
}

/**
 * The lower triangle of L becomes that of its inverse. Returns -1, or the index of a zero on the
 * diagonal (L is then as it was).
 */
export function invertLowerF64(n: i32, l: usize, ldl: i32, scratch: usize): i32 {
  for (let i = 0; i < n; i++) if (load<f64>(at(l, ldl, i, i)) === 0) return i;
  invert(n, l, ldl, scratch);
  return -1;
}

function factor(n: i32, a: usize, lda: i32, scratch: usize): i32 {
  if (n <= LEAF) return factorLeaf(n, a, lda);
  const n1 = half(n);
  const n2 = n - n1;
  const a21 = at(a, lda, n1, 0);
  const a22 = at(a, lda, n1, n1);
  const failed = factor(n1, a, lda, scratch);
  if (failed >= 0) return failed;
  solveRightTransposed(n2, n1, a, lda, a21, lda, scratch);
  gemm<f64>(n2, n2, n1, -1, a21, lda, 1, a21, 1, lda, 1, a22, lda, scratch + TABLE, true);
  const later = factor(n2, a22, lda, scratch);
  return later >= 0 ? n1 + later : -1;
}

function factorLeaf(n: i32, a: usize, lda: i32): i32 {
  for (let i = 0; i < n; i++) {
    const row = at(a, lda, i, 0);
    for (let j = 0; j < i; j++) {
      const other = at(a, lda, j, 0);
      const x = row + ((<usize>j) << 3);
      store<f64>(x, (load<f64>(x) - dot<f64>(j, row, other)) / load<f64>(other + ((<usize>j) << 3)));
    }
    const diagonal = row + ((<usize>i) << 3);
    const pivot = load<f64>(diagonal) - dot<f64>(i, row, row);
    if (!(pivot > 0 && pivot < Infinity)) return i;
    store<f64>(diagonal, sqrt(pivot));
  }
  return -1;
}

function invert(n: i32, l: usize, ldl: i32, scratch: usize): void {
  if (n <= LEAF) {
    invertLeaf(n, l, ldl, scratch);
    return;
  }
  const n1 = half(n);
  const n2 = n - n1;
  const l21 = at(l, ldl, n1, 0);
  const l22 = at(l, ldl, n1, n1);
  for (let i = n1; i < n; i++) {
    for (let x = at(l, ldl, i, 0), end = x + ((<usize>n1) << 3); x < end; x += 8) store<f64>(x, -load<f64>(x));
  }
  solveLeft(n2, n1, l22, ldl, l21, ldl, scratch);
  solveRight(n2, n1, l, ldl, l21, ldl, scratch);
  invert(n1, l, ldl, scratch);
  invert(n2, l22, ldl, scratch);
}

function invertLeaf(n: i32, l: usize, ldl: i32, scratch: usize): void {
  for (let i = 0; i < n; i++) {
    const row = at(l, ldl, i, 0);
    const bytes = (<usize>i) << 3;
    const pivot = load<f64>(row + bytes);
    memory.copy(scratch, row, bytes);
    memory.fill(row, 0, bytes);
    for (let k = 0; k < i; k++) axpy<f64>(k + 1, -load<f64>(scratch + ((<usize>k) << 3)), at(l, ldl, k, 0), row);
    for (let x = row; x < row + bytes; x += 8) store<f64>(x, load<f64>(x) / pivot);
    store<f64>(row + bytes, 1 / pivot);
  }
}
