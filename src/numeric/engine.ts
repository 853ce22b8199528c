import type { Heap, Matrix } from './heap.ts';

/**
 * Dense linear algebra on one heap. Two implementations exist: `wasm` (always there) and `openblas` (the machine's own library
 * on the same memory). All matrices are row-major. Every method throws `BadShape` when shapes do not fit and `NotFinite` where it
 * finds NaN or infinity in its input.
 */
export interface Engine {
  readonly name: 'wasm' | 'openblas';
  /** Library and version, for `doctor` and the manifest. */
  readonly description: string;
  readonly heap: Heap;

  /** C := alpha op(A) op(B) + beta C, with op the transpose where asked for. A, B, C share one dtype. */
  gemm(options: {
    a: Matrix;
    b: Matrix;
    c: Matrix;
    transposeA?: boolean;
    transposeB?: boolean;
    alpha?: number;
    beta?: number;
  }): void;

  /** C := alpha op(A) op(A)ᵀ + beta C with both triangles of C written. op(A) is A (n×k), or Aᵀ when `transpose` (A is k×n). */
  syrk(options: { a: Matrix; c: Matrix; transpose?: boolean; alpha?: number; beta?: number }): void;

  /** In place: the lower triangle of the symmetric A becomes L with A = L Lᵀ; the upper triangle is zeroed. Throws `NotPositiveDefinite`. */
  cholesky(a: Matrix): void;

  /** In place: B := (L Lᵀ)⁻¹ B, with L from `cholesky` (n×n) and B n×k. */
  solveCholesky(l: Matrix, b: Matrix): void;

  /** In place: L := L⁻¹ for a lower triangular L. Throws `Singular` at a zero diagonal entry. */
  invertLower(l: Matrix): void;

  /**
   * Eigenvalues of the symmetric A in ascending order, and with `vectors` the orthonormal eigenvectors as the ROWS of A
   * (row k belongs to value k). A is overwritten either way. Float64 only. Throws `NoConvergence`.
   */
  eigh(a: Matrix, options?: { vectors?: boolean }): Float64Array;
}
