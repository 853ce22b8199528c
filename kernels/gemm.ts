// Matrix products and finiteness checks in both dtypes, over addresses. The algorithms are in product.ts.
import { KC, MC, MR, NC, gemm, mirror } from './product';
import { allFinite } from './vectors';

// Where the module's own memory ends and the heap begins: the compiler exports it only when told to.

/** Bytes of scratch that a product of these sizes needs; enough also for every smaller one. */
export function gemmScratch(m: i32, n: i32, k: i32): usize {
  const depth = <usize>min(k, KC);
  const rows = <usize>min(m + MR, MC);
  const columns = <usize>min(n + 8, NC + 8);
  const vectors = <usize>(max(m, n) + k + 8);
  return max((rows + columns) * depth * 8 + 256, vectors * 8 + 256);
}

/** C := alpha A B + beta C, with C m×n. See `gemm` for the strides. */
export function gemmF64(
  m: i32, n: i32, k: i32, alpha: f64, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32,
  beta: f64, c: usize, ldc: i32, scratch: usize,
): void {
  gemm<f64>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, beta, c, ldc, scratch, false);
}

export function gemmF32(
  m: i32, n: i32, k: i32, alpha: f32, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32,
  beta: f32, c: usize, ldc: i32, scratch: usize,
): void {
  gemm<f32>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, beta, c, ldc, scratch, false);
}

/** The lower triangle of C := alpha A Aᵀ + beta C, from that of C; the upper one is left with no meaning. A is n×k with strides. */
export function syrkF64(
  n: i32, k: i32, alpha: f64, a: usize, rsa: i32, csa: i32, beta: f64, c: usize, ldc: i32, scratch: usize,
): void {
  gemm<f64>(n, n, k, alpha, a, rsa, csa, a, csa, rsa, beta, c, ldc, scratch, true);
}

export function syrkF32(
  n: i32, k: i32, alpha: f32, a: usize, rsa: i32, csa: i32, beta: f32, c: usize, ldc: i32, scratch: usize,
): void {
  gemm<f32>(n, n, k, alpha, a, rsa, csa, a, csa, rsa, beta, c, ldc, scratch, true);
}

/** Copies the lower triangle of C to the upper one. */
export function mirrorF64(n: i32, c: usize, ldc: i32): void {
  mirror<f64>(n, c, ldc);
}

export function mirrorF32(n: i32, c: usize, ldc: i32): void {
  mirror<f32>(n, c, ldc);
}

/** 1 when all `count` numbers are finite: x·0 is 0 for those and NaN for the others. */
export function allFiniteF64(address: usize, count: i32): i32 {
  return allFinite<f64>(address, count);
}

export function allFiniteF32(address: usize, count: i32): i32 {
  return allFinite<f32>(address, count);
}
