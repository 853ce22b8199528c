import type { Heap, Matrix } from './heap.ts';

/** C := alpha op(A) op(B) + beta C; alpha is 1 and beta 0 unless given. */
export interface Product {
  a: Matrix;
  b: Matrix;
  c: Matrix;
  transposeA?: boolean;
  transposeB?: boolean;
  alpha?: number;
  beta?: number;
}

/**
 * Dense linear algebra on one heap. Two implementations exist: `wasm` (always there) and `openblas`
 * (the machine's own library on the same memory). All matrices are row-major. Every method throws
 * `BadShape` when shapes do not fit and `NotFinite` where it finds NaN or infinity in its input,
 * except `prepareGemm`.
 */
export interface Engine {
  readonly name: 'wasm' | 'openblas';
  /** Library and version, for `doctor` and the manifest. */
  readonly description: string;
  /** How many threads share a large product; everything else is computed in one. */
  readonly threads: number;
  readonly heap: Heap;

  /**
   * C := alpha op(A) op(B) + beta C, with op the transpose where asked for. A, B, C share one
   * dtype.
   */
  gemm(product: Product): void;

  /**
   * That product as a function to call again and again on whatever the matrices hold then. Shapes
   * are checked now; NaN and infinity are not looked for, and pass into C: for loops that notice
   * them in what they compute in the end.
   */
  prepareGemm(product: Product): () => void;

  /**
   * C := alpha op(A) op(A)ᵀ + beta C. op(A) is A (n×k), or Aᵀ when `transpose` (A is k×n). Both
   * triangles of C are written unless `triangle` is 'lower': the upper one is then left with no
   * meaning.
   */
  syrk(options: {
    a: Matrix;
    c: Matrix;
    transpose?: boolean;
    alpha?: number;
    beta?: number;
    triangle?: 'lower' | 'both';
  }): void;

  /**
   * In place: the lower triangle of the symmetric A becomes L with A = L Lᵀ; the upper triangle is
   * zeroed. Throws `NotPositiveDefinite`.
   */
  cholesky(a: Matrix): void;

  /** In place: B := (L Lᵀ)⁻¹ B, with L from `cholesky` (n×n) and B n×k. */
  solveCholesky(l: Matrix, b: Matrix): void;

  /** In place: L := L⁻¹ for a lower triangular L. Throws `Singular` at a zero diagonal entry. */
  invertLower(l: Matrix): void;

  /**
   * Eigenvalues of the symmetric A in ascending order, and with `vectors` the orthonormal
   * eigenvectors as the ROWS of A (row k belongs to value k). A is overwritten either way. Float64
   * only. Throws `NoConvergence`.
   */
  eigh(a: Matrix, options?: { vectors?: boolean }): Float64Array;
}
