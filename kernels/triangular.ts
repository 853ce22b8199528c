// Solves with a lower triangular L and many right-hand sides, in place: float64, row-major, by
// halving (see cholesky.ts).
import { gemm } from './product';
import { axpy, dot } from './vectors';

/** Sizes up to this are solved row by row. */
export const LEAF: i32 = 16;
/** Bytes in front of the products' scratch that the leaves use. */
export const TABLE: usize = <usize>(LEAF * LEAF * 8);

/** The address of element (i, j). */
// @inline
export function at(a: usize, lda: i32, i: i32, j: i32): usize {
  return a + ((<usize>(i * lda + j)) << 3);
}

/** Where to cut: a whole number of leaves, so that only the last one is ragged. */
// @inline
export function half(n: i32): i32 {
  return ((n / 2 + LEAF - 1) / LEAF) * LEAF;
}

/** B := L⁻¹ B for the n×columns matrix B. */
export function solveLeft(n: i32, columns: i32, l: usize, ldl: i32, b: usize, ldb: i32, scratch: usize): void {
  if (columns === 1 && ldb === 1) {
    for (let i = 0; i < n; i++) {
      const x = b + ((<usize>i) << 3);
      store<f64>(x, (load<f64>(x) - dot<f64>(i, at(l, ldl, i, 0), b)) / load<f64>(at(l, ldl, i, i)));
    }
  } else if (n <= LEAF) {
    for (let i = 0; i < n; i++) {
      const row = at(b, ldb, i, 0);
      for (let k = 0; k < i; k++) axpy<f64>(columns, -load<f64>(at(l, ldl, i, k)), at(b, ldb, k, 0), row);
      divide(columns, row, load<f64>(at(l, ldl, i, i)));
    }
  } else {
    const n1 = half(n);
    const b2 = at(b, ldb, n1, 0);
    solveLeft(n1, columns, l, ldl, b, ldb, scratch);
    gemm<f64>(n - n1, columns, n1, -1, at(l, ldl, n1, 0), ldl, 1, b, ldb, 1, 1, b2, ldb, scratch + TABLE, false);
    solveLeft(n - n1, columns, at(l, ldl, n1, n1), ldl, b2, ldb, scratch);
  }
}

/** B := L⁻ᵀ B for the n×columns matrix B. */
export function solveLeftTransposed(
  n: i32,
  columns: i32,
  l: usize,
  ldl: i32,
  b: usize,
  ldb: i32,
  scratch: usize,
): void {
  if (columns === 1 && ldb === 1) {
    for (let i = n - 1; i >= 0; i--) {
      const x = b + ((<usize>i) << 3);
      const solved = load<f64>(x) / load<f64>(at(l, ldl, i, i));
      store<f64>(x, solved);
      axpy<f64>(i, -solved, at(l, ldl, i, 0), b);
    }
  } else if (n <= LEAF) {
    for (let i = n - 1; i >= 0; i--) {
      const row = at(b, ldb, i, 0);
      for (let k = i + 1; k < n; k++) axpy<f64>(columns, -load<f64>(at(l, ldl, k, i)), at(b, ldb, k, 0), row);
      divide(columns, row, load<f64>(at(l, ldl, i, i)));
    }
  } else {
    const n1 = half(n);
    const b2 = at(b, ldb, n1, 0);
    solveLeftTransposed(n - n1, columns, at(l, ldl, n1, n1), ldl, b2, ldb, scratch);
    gemm<f64>(n1, columns, n - n1, -1, at(l, ldl, n1, 0), 1, ldl, b2, ldb, 1, 1, b, ldb, scratch + TABLE, false);
    solveLeftTransposed(n1, columns, l, ldl, b, ldb, scratch);
  }
}

/** B := B L⁻¹ for the rows×n matrix B. */
export function solveRight(rows: i32, n: i32, l: usize, ldl: i32, b: usize, ldb: i32, scratch: usize): void {
  if (n <= LEAF) {
    for (let r = 0; r < rows; r++) {
      const row = at(b, ldb, r, 0);
      for (let j = n - 1; j >= 0; j--) {
        const x = row + ((<usize>j) << 3);
        const solved = load<f64>(x) / load<f64>(at(l, ldl, j, j));
        store<f64>(x, solved);
        axpy<f64>(j, -solved, at(l, ldl, j, 0), row);
      }
    }
    return;
  }
  const n1 = half(n);
  const b2 = b + ((<usize>n1) << 3);
  solveRight(rows, n - n1, at(l, ldl, n1, n1), ldl, b2, ldb, scratch);
  gemm<f64>(rows, n1, n - n1, -1, b2, ldb, 1, at(l, ldl, n1, 0), ldl, 1, 1, b, ldb, scratch + TABLE, false);
  solveRight(rows, n1, l, ldl, b, ldb, scratch);
}

/** B := B L⁻ᵀ for the rows×n matrix B. */
export function solveRightTransposed(rows: i32, n: i32, l: usize, ldl: i32, b: usize, ldb: i32, scratch: usize): void {
  if (n <= LEAF) {
    // The columns of L, made contiguous once for all rows of B.
    for (let j = 0; j < n; j++) {
      for (let i = j; i < n; i++) store<f64>(at(scratch, LEAF, j, i), load<f64>(at(l, ldl, i, j)));
    }
    for (let r = 0; r < rows; r++) {
      const row = at(b, ldb, r, 0);
      for (let j = 0; j < n; j++) {
        const x = row + ((<usize>j) << 3);
        const solved = load<f64>(x) / load<f64>(at(scratch, LEAF, j, j));
        store<f64>(x, solved);
        axpy<f64>(n - j - 1, -solved, at(scratch, LEAF, j, j + 1), x + 8);
      }
    }
    return;
  }
  const n1 = half(n);
  const b2 = b + ((<usize>n1) << 3);
  solveRightTransposed(rows, n1, l, ldl, b, ldb, scratch);
  gemm<f64>(rows, n - n1, n1, -1, b, ldb, 1, at(l, ldl, n1, 0), 1, ldl, 1, b2, ldb, scratch + TABLE, false);
  solveRightTransposed(rows, n - n1, at(l, ldl, n1, n1), ldl, b2, ldb, scratch);
}

/** Divides rather than multiplying by the reciprocal, which would overflow for a tiny pivot. */
function divide(n: i32, x: usize, divisor: f64): void {
  const d = v128.splat<f64>(divisor);
  const end = x + ((<usize>n) << 3);
  for (; x + 16 <= end; x += 16) v128.store(x, v128.div<f64>(v128.load(x), d));
  if (x < end) store<f64>(x, load<f64>(x) / divisor);
}
