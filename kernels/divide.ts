// Divide and conquer for the symmetric tridiagonal eigenproblem: Cuppen (Numer. Math. 36:177,
// 1981), with the deflation of LAPACK's dlaed2 and the orthogonality trick of Gu and Eisenstat
// (SIAM J. Matrix Anal. Appl. 16:172, 1995). Eigenvectors are rows.
import { gemm } from './product';
import { hypotenuse, ql, rotate } from './ql';
import { secularRoot } from './secular';
import { dot } from './vectors';

const LEAF: i32 = 32;
const EPSILON: f64 = 1.1102230246251565e-16;

/**
 * Which half of its entries a row of q has: rows of either half are half zero until they mix, and
 * products skip the zeros.
 */
const LEFT: i32 = 1;
const FULL: i32 = 2;
const RIGHT: i32 = 3;

/**
 * Diagonal d and couplings e (n − 1, room for n) of T, of size about 1, become its eigenvalues in d
 * and garbage; q (n×n, zero at first) gets the eigenvectors as rows, and order (i32) the rows by
 * ascending eigenvalue. Works in 10 vectors of n + 8 numbers, two squares n×n and the scratch of a
 * product. Returns 1 when a leaf does not converge.
 */
export function conquer(n: i32, d: usize, e: usize, q: usize, order: usize, work: usize): i32 {
  return solve(n, d, e, q, (<usize>n) << 3, order, work);
}

/**
 * One diagonal block: all addresses are of the block's own first element; `stride` is q's, in
 * bytes.
 */
function solve(n: i32, d: usize, e: usize, q: usize, stride: usize, order: usize, work: usize): i32 {
  if (n <= LEAF) {
    for (let i = 0; i < n; i++) store<f64>(q + <usize>i * stride + ((<usize>i) << 3), 1);
    if (ql(n, d, e, q, stride)) return 1;
    for (let i = 0; i < n; i++) insert(order, i, i, d);
    return 0;
  }
  const m = n >> 1;
  const cut = (<usize>m) << 3;
  const rho = load<f64>(e + cut - 8);
  store<f64>(d + cut - 8, load<f64>(d + cut - 8) - abs(rho));
  store<f64>(d + cut, load<f64>(d + cut) - abs(rho));
  if (solve(m, d, e, q, stride, order, work)) return 1;
  if (solve(n - m, d + cut, e + cut, q + <usize>m * stride + cut, stride, order + ((<usize>m) << 2), work)) return 1;
  merge(n, m, rho, d, q, stride, order, work);
  return 0;
}

/**
 * Eigenpairs of diag(d) + rho z zᵀ in the basis of the rows of q, where z comes from the rows'
 * entries at the cut.
 */
function merge(n: i32, m: i32, rho: f64, d: usize, q: usize, stride: usize, order: usize, work: usize): void {
  const vector = (<usize>(n + 8)) << 3;
  const z = work,
    poles = z + vector,
    weights = poles + vector,
    roots = weights + vector,
    corrected = roots + vector;
  const temporary = corrected + vector;
  const sorted = temporary + vector,
    kept = sorted + vector,
    dropped = kept + vector,
    types = dropped + vector;
  const oldRows = types + vector;

  const cut = (<usize>m) << 3;
  const half = rho < 0 ? -Math.SQRT1_2 : Math.SQRT1_2;
  let largest: f64 = 0,
    largestZ: f64 = 0;
  for (let i = 0; i < n; i++) {
    const left = i < m;
    const x = load<f64>(q + <usize>i * stride + cut - (left ? 8 : 0)) * (left ? Math.SQRT1_2 : half);
    store<f64>(z + ((<usize>i) << 3), x);
    store<i32>(types + ((<usize>i) << 2), left ? LEFT : RIGHT);
    largestZ = max(largestZ, abs(x));
    largest = max(largest, abs(load<f64>(d + ((<usize>i) << 3))));
  }
  rho = abs(2 * rho);
  mergeOrders(n, m, m, d, order, sorted);
  const tolerance = 8 * EPSILON * max(largest, largestZ);
  if (rho * largestZ <= tolerance) {
    memory.copy(order, sorted, (<usize>n) << 2);
    return;
  }
  const count = deflate(n, rho, tolerance, d, z, q, stride, types, sorted, kept, dropped);
  const lost = n - count;

  // Group what is left by type, as rows for the products below.
  const grouped = sorted;
  let lefts = 0,
    fulls = 0;
  for (let type = LEFT, g = 0; type <= RIGHT; type++) {
    for (let i = 0; i < count; i++) {
      if (load<i32>(types + ((<usize>load<i32>(kept + ((<usize>i) << 2))) << 2)) === type) g = append(grouped, g, i);
    }
    if (type === LEFT) lefts = g;
    if (type === FULL) fulls = g - lefts;
  }
  const rights = count - lefts - fulls;
  const oldLeft = oldRows;
  const oldRight = oldLeft + ((<usize>((lefts + fulls) * m)) << 3);
  const oldDropped = oldRight + ((<usize>((fulls + rights) * (n - m))) << 3);
  const tail = (<usize>(n - m)) << 3;
  for (let g = 0; g < count; g++) {
    const row = q + <usize>load<i32>(kept + ((<usize>load<i32>(grouped + ((<usize>g) << 2))) << 2)) * stride;
    if (g < lefts + fulls) memory.copy(oldLeft + <usize>g * cut, row, cut);
    if (g >= lefts) memory.copy(oldRight + <usize>(g - lefts) * tail, row + cut, tail);
  }
  for (let i = 0; i < count; i++) {
    const from = (<usize>load<i32>(kept + ((<usize>i) << 2))) << 3;
    store<f64>(poles + ((<usize>i) << 3), load<f64>(d + from));
    store<f64>(weights + ((<usize>i) << 3), load<f64>(z + from));
  }
  for (let i = 0; i < lost; i++) {
    const from = load<i32>(dropped + ((<usize>i) << 2));
    memory.copy(oldDropped + <usize>i * (cut + tail), q + <usize>from * stride, cut + tail);
    store<f64>(temporary + ((<usize>i) << 3), load<f64>(d + ((<usize>from) << 3)));
  }
  memory.copy(d + ((<usize>count) << 3), temporary, (<usize>lost) << 3);
  for (let i = 0; i < lost; i++)
    memory.copy(q + <usize>(count + i) * stride, oldDropped + <usize>i * (cut + tail), cut + tail);

  if (count > 0) {
    const coefficients = oldRows + ((<usize>(n * n)) << 3);
    const scratch = coefficients + ((<usize>(n * n)) << 3);
    for (let j = 0; j < count; j++) {
      const root = secularRoot(count, j, poles, weights, rho, coefficients + ((<usize>(j * count)) << 3));
      store<f64>(roots + ((<usize>j) << 3), root);
    }
    coefficientsOf(count, poles, weights, grouped, coefficients, corrected, temporary);
    memory.copy(d, roots, (<usize>count) << 3);
    const ld = <i32>(stride >> 3);
    gemm<f64>(count, m, lefts + fulls, 1, coefficients, count, 1, oldLeft, m, 1, 0, q, ld, scratch, false);
    const right = coefficients + ((<usize>lefts) << 3);
    gemm<f64>(count, n - m, fulls + rights, 1, right, count, 1, oldRight, n - m, 1, 0, q + cut, ld, scratch, false);
  }
  for (let i = 0; i < count; i++) store<i32>(kept + ((<usize>i) << 2), i);
  for (let i = 0; i < lost; i++) insert(kept + ((<usize>count) << 2), i, i, d + ((<usize>count) << 3));
  mergeOrders(n, count, count, d, kept, order);
}

/**
 * Drops the directions that the update does not move: z negligible, or two poles so close that a
 * rotation makes one z zero. Rows of q kept go to `kept` by ascending pole, the others to
 * `dropped`. Returns the number kept.
 */
function deflate(
  n: i32,
  rho: f64,
  tolerance: f64,
  d: usize,
  z: usize,
  q: usize,
  stride: usize,
  types: usize,
  sorted: usize,
  kept: usize,
  dropped: usize,
): i32 {
  let count = 0,
    lost = 0,
    held = -1;
  for (let i = 0; i < n; i++) {
    const next = load<i32>(sorted + ((<usize>i) << 2));
    const nextAt = (<usize>next) << 3;
    if (rho * abs(load<f64>(z + nextAt)) <= tolerance) {
      lost = append(dropped, lost, next);
      continue;
    }
    if (held < 0) {
      held = next;
      continue;
    }
    const heldAt = (<usize>held) << 3;
    const zh = load<f64>(z + heldAt),
      zn = load<f64>(z + nextAt);
    const dh = load<f64>(d + heldAt),
      dn = load<f64>(d + nextAt);
    const length = hypotenuse(zh, zn);
    const c = zn / length,
      s = -zh / length;
    if (abs((dn - dh) * c * s) <= tolerance) {
      store<f64>(z + nextAt, length);
      store<f64>(z + heldAt, 0);
      rotate(n, q + <usize>held * stride, q + <usize>next * stride, c, -s);
      if (load<i32>(types + ((<usize>held) << 2)) !== load<i32>(types + ((<usize>next) << 2))) {
        store<i32>(types + ((<usize>next) << 2), FULL);
      }
      store<f64>(d + heldAt, dh * c * c + dn * s * s);
      store<f64>(d + nextAt, dh * s * s + dn * c * c);
      lost = append(dropped, lost, held);
    } else {
      count = append(kept, count, held);
    }
    held = next;
  }
  if (held >= 0) count = append(kept, count, held);
  return count;
}

/**
 * Row j of `coefficients` holds poles − root j; it becomes the unit eigenvector of root j in
 * grouped order. The weights are first replaced by those for which the computed roots are exact:
 * with them the vectors are orthogonal however close the roots are.
 */
function coefficientsOf(
  count: i32,
  poles: usize,
  weights: usize,
  grouped: usize,
  coefficients: usize,
  corrected: usize,
  temporary: usize,
): void {
  const row = (<usize>count) << 3;
  for (let i = 0; i < count; i++) {
    store<f64>(corrected + ((<usize>i) << 3), load<f64>(coefficients + <usize>i * row + ((<usize>i) << 3)));
  }
  for (let j = 0; j < count; j++) {
    const own = (<usize>j) << 3;
    const pole = load<f64>(poles + own);
    multiplyRatios(0, own, corrected, coefficients + <usize>j * row, poles, pole);
    multiplyRatios(own + 8, row, corrected, coefficients + <usize>j * row, poles, pole);
  }
  for (let at: usize = 0; at < row; at += 8) {
    store<f64>(corrected + at, copysign(sqrt(abs(load<f64>(corrected + at))), load<f64>(weights + at)));
  }
  for (let j = 0; j < count; j++) {
    const differences = coefficients + <usize>j * row;
    let at: usize = 0;
    for (; at + 16 <= row; at += 16) {
      v128.store(temporary + at, v128.div<f64>(v128.load(corrected + at), v128.load(differences + at)));
    }
    if (at < row) store<f64>(temporary + at, load<f64>(corrected + at) / load<f64>(differences + at));
    const factor = 1 / sqrt(dot<f64>(count, temporary, temporary));
    for (let g = 0; g < count; g++) {
      const from = (<usize>load<i32>(grouped + ((<usize>g) << 2))) << 3;
      store<f64>(differences + ((<usize>g) << 3), load<f64>(temporary + from) * factor);
    }
  }
}

/** products[i] *= differences[i] / (poles[i] − pole) for byte offsets from `at` to `end`. */
// @inline
function multiplyRatios(at: usize, end: usize, products: usize, differences: usize, poles: usize, pole: f64): void {
  const p = v128.splat<f64>(pole);
  for (; at + 16 <= end; at += 16) {
    const ratio = v128.div<f64>(v128.load(differences + at), v128.sub<f64>(v128.load(poles + at), p));
    v128.store(products + at, v128.mul<f64>(v128.load(products + at), ratio));
  }
  if (at < end) {
    const ratio = load<f64>(differences + at) / (load<f64>(poles + at) - pole);
    store<f64>(products + at, load<f64>(products + at) * ratio);
  }
}

/**
 * `from` orders the first `count` of n values and, from 0 again, those after; `to` gets the order
 * of all. Values of the second part begin at index `start`.
 */
function mergeOrders(n: i32, count: i32, start: i32, values: usize, from: usize, to: usize): void {
  let i = 0,
    j = count;
  for (let k = 0; k < n; k++) {
    const a = i < count ? load<i32>(from + ((<usize>i) << 2)) : -1;
    const b = j < n ? load<i32>(from + ((<usize>j) << 2)) + start : -1;
    const first = b < 0 || (a >= 0 && load<f64>(values + ((<usize>a) << 3)) <= load<f64>(values + ((<usize>b) << 3)));
    store<i32>(to + ((<usize>k) << 2), first ? a : b);
    if (first) i++;
    else j++;
  }
}

/** Adds an index to a list of `count`; returns the new count. */
// @inline
function append(list: usize, count: i32, index: i32): i32 {
  store<i32>(list + ((<usize>count) << 2), index);
  return count + 1;
}

/**
 * Puts `index` into the sorted `order` of `count` indices by its value; values come nearly sorted.
 */
function insert(order: usize, count: i32, index: i32, values: usize): void {
  const value = load<f64>(values + ((<usize>index) << 3));
  let place = count;
  for (; place > 0; place--) {
    const before = load<i32>(order + ((<usize>(place - 1)) << 2));
    if (load<f64>(values + ((<usize>before) << 3)) <= value) break;
    store<i32>(order + ((<usize>place) << 2), before);
  }
  store<i32>(order + ((<usize>place) << 2), index);
}
