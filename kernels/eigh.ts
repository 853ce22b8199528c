// Eigenvalues and eigenvectors of a symmetric matrix: reduction to a tridiagonal T
// (tridiagonal.ts), eigenpairs of T by divide and conquer (divide.ts) or by QL when only values are
// wanted (ql.ts), transformation back (tridiagonal.ts). Float64, row-major.
import { conquer } from './divide';
import { gemmScratch } from './product';
import { ql } from './ql';
import { BLOCK, PANEL, reduce, transformBack } from './tridiagonal';

/** Bytes of scratch for `eighF64`. */
export function eighScratch(n: i32, vectors: i32): usize {
  const vector = (<usize>(n + 8)) << 3;
  const panels = <usize>max(3 * PANEL, 3 * BLOCK) * vector + <usize>(2 * BLOCK * BLOCK * 8);
  const squares: usize = vectors !== 0 ? <usize>(n * n) * 24 : 0;
  return 20 * vector + panels + squares + gemmScratch(n, n, n) + 1024;
}

/**
 * Eigenvalues of A (its lower triangle is read) in ascending order to `values`, and with `vectors`
 * the eigenvectors to the rows of A, which is overwritten either way. Returns 0, or 1 when QL does
 * not converge.
 */
export function eighF64(n: i32, a: usize, values: usize, vectors: i32, scratch: usize): i32 {
  if (n === 0) return 0;
  // A power of two changes no digit, and brings squares far away from overflow and underflow.
  const exponent = magnitude(n, a);
  if (exponent === NONE) {
    memory.fill(values, 0, (<usize>n) << 3);
    if (vectors) identity(n, a);
    return 0;
  }
  for (let i = 0; i < n; i++) rescale(i + 1, a + ((<usize>(i * n)) << 3), -exponent);

  const vector = (<usize>(n + 8)) << 3;
  const d = scratch,
    e = d + vector,
    tau = e + vector;
  const work = tau + vector;
  reduce(n, a, d, e, tau, work);
  if (!vectors) {
    if (ql(n, d, e, 0, 0)) return 1;
    sortAscending(n, d);
    memory.copy(values, d, (<usize>n) << 3);
    rescale(n, values, exponent);
    return 0;
  }

  const square = (<usize>(n * n)) << 3;
  const q = work,
    rest = q + square;
  const second = magnitudeOfTwo(n, d, e);
  if (second !== NONE) {
    rescale(n, d, -second);
    rescale(n, e, -second);
  }
  memory.fill(q, 0, square);
  const order = rest;
  if (conquer(n, d, e, q, order, order + vector)) return 1;
  transformBack(n, a, tau, q, order + vector);
  for (let k = 0; k < n; k++) {
    const from = load<i32>(order + ((<usize>k) << 2));
    memory.copy(a + ((<usize>(k * n)) << 3), q + ((<usize>(from * n)) << 3), (<usize>n) << 3);
    store<f64>(values + ((<usize>k) << 3), load<f64>(d + ((<usize>from) << 3)));
  }
  if (second !== NONE) rescale(n, values, second);
  rescale(n, values, exponent);
  return 0;
}

const NONE: i32 = i32.MIN_VALUE;

/** The binary exponent of the largest entry of the lower triangle, or NONE when all are zero. */
function magnitude(n: i32, a: usize): i32 {
  let largest: f64 = 0;
  for (let i = 0; i < n; i++) largest = max(largest, largestOf(i + 1, a + ((<usize>(i * n)) << 3)));
  return exponentOf(largest);
}

function magnitudeOfTwo(n: i32, d: usize, e: usize): i32 {
  return exponentOf(max(largestOf(n, d), largestOf(n - 1, e)));
}

function largestOf(n: i32, x: usize): f64 {
  let largest: f64 = 0;
  for (const end = x + ((<usize>n) << 3); x < end; x += 8) largest = max(largest, abs(load<f64>(x)));
  return largest;
}

function exponentOf(x: f64): i32 {
  if (x === 0) return NONE;
  const bits = <i32>(reinterpret<u64>(x) >> 52);
  // Of a subnormal number the leading digit's place says it.
  return bits !== 0 ? bits - 1023 : -1011 - <i32>clz<u64>(reinterpret<u64>(x));
}

/** x := 2^exponent x, in two steps, as one factor could leave the range of the format. */
function rescale(n: i32, x: usize, exponent: i32): void {
  if (exponent === 0) return;
  const first = exponent >> 1;
  const f = power(first),
    g = power(exponent - first);
  for (const end = x + ((<usize>n) << 3); x < end; x += 8) store<f64>(x, load<f64>(x) * f * g);
}

// @inline
function power(exponent: i32): f64 {
  return reinterpret<f64>((<u64>(exponent + 1023)) << 52);
}

function identity(n: i32, a: usize): void {
  memory.fill(a, 0, (<usize>(n * n)) << 3);
  for (let i = 0; i < n; i++) store<f64>(a + ((<usize>(i * n + i)) << 3), 1);
}

/** Shell sort, with the gaps of Knuth. */
function sortAscending(n: i32, x: usize): void {
  let gap = 1;
  while (gap < n / 3) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    const reach = (<usize>gap) << 3;
    for (let i = gap; i < n; i++) {
      const held = load<f64>(x + ((<usize>i) << 3));
      let j = i;
      for (; j >= gap; j -= gap) {
        const place = x + ((<usize>j) << 3);
        const before = load<f64>(place - reach);
        if (before <= held) break;
        store<f64>(place, before);
      }
      store<f64>(x + ((<usize>j) << 3), held);
    }
  }
}
