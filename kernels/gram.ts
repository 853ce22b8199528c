// Rows of Gram matrices: inner products q_j = x·x_j/d of one point with others become the kernel,
// in place. What is computed, and in which order, is what src/systems/kernel/kernels.ts does for
// single numbers, so both give the same bits.
import { add, all, expPair, mul, step, sub } from './pairs';

/**
 * q_j := exp(factor s) with s = p + squares_j − 2 q_j, the squared distance from a point of square
 * p; exp(factor √s) with `root`.
 */
export function distanceKernelF64(root: i32, factor: f64, p: f64, squares: usize, row: usize, count: i32): void {
  if (root) distanceRow(true, factor, p, squares, row, count);
  else distanceRow(false, factor, p, squares, row, count);
}

/**
 * q_j := covariance or, with `tangent`, tangent kernel of a network of `depth` hidden layers. `own`
 * has the layers' variances of the row's point, `others` those of the other points, layer after
 * layer, `stride` numbers each.
 */
export function networkKernelF64(
  erf: i32,
  tangent: i32,
  depth: i32,
  weight: f64,
  bias: f64,
  own: usize,
  others: usize,
  stride: i32,
  row: usize,
  count: i32,
): void {
  if (erf) networkRow(true, tangent, depth, weight, bias, own, others, stride, row, count);
  else networkRow(false, tangent, depth, weight, bias, own, others, stride, row, count);
}

// @inline
function distanceRow(root: bool, factor: f64, p: f64, squares: usize, row: usize, count: i32): void {
  const end = row + ((<usize>count >> 1) << 4);
  for (; row + 64 <= end; row += 64, squares += 64) {
    const a = ofDistance(root, factor, p, v128.load(squares), v128.load(row));
    const b = ofDistance(root, factor, p, v128.load(squares, 16), v128.load(row, 16));
    const c = ofDistance(root, factor, p, v128.load(squares, 32), v128.load(row, 32));
    const d = ofDistance(root, factor, p, v128.load(squares, 48), v128.load(row, 48));
    v128.store(row, a);
    v128.store(row, b, 16);
    v128.store(row, c, 32);
    v128.store(row, d, 48);
  }
  for (; row < end; row += 16, squares += 16)
    v128.store(row, ofDistance(root, factor, p, v128.load(squares), v128.load(row)));
  if (count & 1)
    v128.store_lane<f64>(row, ofDistance(root, factor, p, v128.load_splat<f64>(squares), v128.load_splat<f64>(row)), 0);
}

// @inline
function ofDistance(root: bool, factor: f64, p: f64, squares: v128, q: v128): v128 {
  const squared = f64x2.pmax(sub(add(all(p), squares), add(q, q)), all(0));
  return expPair(mul(all(factor), root ? f64x2.sqrt(squared) : squared));
}

// @inline
function networkRow(
  erf: bool,
  tangent: i32,
  depth: i32,
  weight: f64,
  bias: f64,
  own: usize,
  others: usize,
  stride: i32,
  row: usize,
  count: i32,
): void {
  const end = row + ((<usize>count >> 1) << 4);
  for (; row < end; row += 16, others += 16)
    v128.store(row, ofNetwork(erf, tangent, depth, weight, bias, own, others, stride, v128.load(row)));
  // The other lane of the last point reads whatever follows, and is dropped.
  if (count & 1)
    v128.store_lane<f64>(
      row,
      ofNetwork(erf, tangent, depth, weight, bias, own, others, stride, v128.load_splat<f64>(row)),
      0,
    );
}

// @inline
function ofNetwork(
  erf: bool,
  tangent: i32,
  depth: i32,
  weight: f64,
  bias: f64,
  own: usize,
  others: usize,
  stride: i32,
  q: v128,
): v128 {
  const w = all(weight),
    b = all(bias);
  let K = add(b, mul(w, q));
  let Theta = K;
  for (let l = 0; l < depth; l++, own += 8, others += (<usize>stride) << 3) {
    const k11 = v128.load_splat<f64>(own),
      k22 = v128.load(others);
    let value: v128, derivative: v128;
    if (erf) {
      const size = mul(add(all(1), mul(all(2), k11)), add(all(1), mul(all(2), k22)));
      value = mul(all(2 / Math.PI), arcsinPair(clamp(f64x2.div(mul(all(2), K), f64x2.sqrt(size)))));
      derivative = f64x2.div(all(4 / Math.PI), f64x2.sqrt(sub(size, mul(mul(all(4), K), K))));
    } else {
      const size = f64x2.sqrt(mul(k11, k22));
      const cosine = v128.bitselect(all(1), clamp(f64x2.div(K, size)), f64x2.eq(size, all(0)));
      const rest = sub(all(Math.PI), arccosPair(cosine));
      const sine = f64x2.sqrt(mul(sub(all(1), cosine), add(all(1), cosine)));
      value = mul(f64x2.div(size, all(2 * Math.PI)), add(sine, mul(rest, cosine)));
      derivative = f64x2.div(rest, all(2 * Math.PI));
    }
    K = add(b, mul(w, value));
    Theta = add(K, mul(mul(w, derivative), Theta));
  }
  return tangent ? Theta : K;
}

/** To ±1; NaN stays. */
// @inline
function clamp(x: v128): v128 {
  return f64x2.pmin(f64x2.pmax(x, all(-1)), all(1));
}

// Inverse trigonometric functions as in src/numeric/arc.ts.

// @inline
function arccosPair(x: v128): v128 {
  const small = f64x2.le(f64x2.abs(x), all(0.5));
  const half = mul(sub(all(1), f64x2.abs(x)), all(0.5));
  const s = v128.bitselect(x, f64x2.sqrt(half), small);
  const u = add(s, mul(s, arcsinTail(v128.bitselect(mul(x, x), half, small))));
  const twice = add(u, u);
  const large = v128.bitselect(sub(all(Math.PI), twice), twice, f64x2.lt(x, all(0)));
  return v128.bitselect(sub(all(Math.PI / 2), u), large, small);
}

// @inline
function arcsinPair(x: v128): v128 {
  const small = f64x2.le(f64x2.abs(x), all(0.5));
  const half = mul(sub(all(1), f64x2.abs(x)), all(0.5));
  const s = v128.bitselect(x, f64x2.sqrt(half), small);
  const u = add(s, mul(s, arcsinTail(v128.bitselect(mul(x, x), half, small))));
  const angle = sub(all(Math.PI / 2), add(u, u));
  return v128.bitselect(u, v128.or(angle, v128.and(x, all(-0.0))), small);
}

/** arcsin(√z)/√z − 1 for z from 0 to 1/4. */
// @inline
function arcsinTail(z: v128): v128 {
  let p = step(all(3.479331075960212e-5), z, 0.0007915349942898145);
  p = step(p, z, -0.04005553450067941);
  p = step(p, z, 0.20121253213486293);
  p = step(p, z, -0.3255658186224009);
  p = step(p, z, 0.16666666666666666);
  let q = step(all(0.07703815055590194), z, -0.6882839716054533);
  q = step(q, z, 2.0209457602335057);
  q = step(q, z, -2.403394911734414);
  return f64x2.div(mul(z, p), step(q, z, 1));
}
