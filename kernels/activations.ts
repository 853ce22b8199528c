// Activation functions over arrays: value, slope times a vector, and the derivative of that along a
// direction, for `count` numbers. Each takes the pre-activation z and, where the value makes
// derivatives cheap, the activation a = φ(z). NaN in z comes out as NaN.
import { add, all, erfPair, expPair, mul, sub } from './pairs';

// The numbers are those of `activationKinds` in src/networks/operations/activation.ts.
const RELU: i32 = 0;
const TANH: i32 = 1;
const ERF: i32 = 2;
const GELU: i32 = 3;
const SQUARE: i32 = 4;

const tail = memory.data(96, 16);

/** a := φ(z) */
export function activation<T extends number>(kind: i32, z: usize, a: usize, count: i32): void {
  if (kind === RELU) eachValue<T>(RELU, z, a, count);
  else if (kind === TANH) eachValue<T>(TANH, z, a, count);
  else if (kind === ERF) eachValue<T>(ERF, z, a, count);
  else if (kind === SQUARE) eachValue<T>(SQUARE, z, a, count);
  else eachValue<T>(GELU, z, a, count);
}

/** out := φ′(z) x */
export function activationSlope<T extends number>(
  kind: i32,
  z: usize,
  a: usize,
  x: usize,
  out: usize,
  count: i32,
): void {
  if (kind === RELU) eachSlope<T>(RELU, z, a, x, out, count);
  else if (kind === TANH) eachSlope<T>(TANH, z, a, x, out, count);
  else if (kind === ERF) eachSlope<T>(ERF, z, a, x, out, count);
  else if (kind === SQUARE) eachSlope<T>(SQUARE, z, a, x, out, count);
  else eachSlope<T>(GELU, z, a, x, out, count);
}

/** out := φ′(z) x + φ″(z) y w */
export function activationBend<T extends number>(
  kind: i32,
  z: usize,
  a: usize,
  x: usize,
  y: usize,
  w: usize,
  out: usize,
  count: i32,
): void {
  if (kind === RELU) eachSlope<T>(RELU, z, a, x, out, count);
  else if (kind === TANH) eachBend<T>(TANH, z, a, x, y, w, out, count);
  else if (kind === ERF) eachBend<T>(ERF, z, a, x, y, w, out, count);
  else if (kind === SQUARE) eachBend<T>(SQUARE, z, a, x, y, w, out, count);
  else eachBend<T>(GELU, z, a, x, y, w, out, count);
}

// The last numbers that do not fill a vector go through `tail`.

// @inline
function eachValue<T extends number>(kind: i32, z: usize, a: usize, count: i32): void {
  const bytes = <usize>count * sizeof<T>();
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) v128.store(a + i, valueAt<T>(kind, v128.load(z + i)));
  if (whole === bytes) return;
  const rest = bytes - whole;
  memory.copy(tail, z + whole, rest);
  v128.store(tail, valueAt<T>(kind, v128.load(tail)));
  memory.copy(a + whole, tail, rest);
}

// @inline
function eachSlope<T extends number>(kind: i32, z: usize, a: usize, x: usize, out: usize, count: i32): void {
  const bytes = <usize>count * sizeof<T>();
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16)
    v128.store(out + i, slopeAt<T>(kind, v128.load(z + i), v128.load(a + i), v128.load(x + i)));
  if (whole === bytes) return;
  const rest = bytes - whole;
  memory.copy(tail, z + whole, rest);
  memory.copy(tail + 16, a + whole, rest);
  memory.copy(tail + 32, x + whole, rest);
  v128.store(tail, slopeAt<T>(kind, v128.load(tail), v128.load(tail, 16), v128.load(tail, 32)));
  memory.copy(out + whole, tail, rest);
}

// @inline
function eachBend<T extends number>(
  kind: i32,
  z: usize,
  a: usize,
  x: usize,
  y: usize,
  w: usize,
  out: usize,
  count: i32,
): void {
  const bytes = <usize>count * sizeof<T>();
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) {
    const product = v128.mul<T>(v128.load(y + i), v128.load(w + i));
    v128.store(out + i, bendAt<T>(kind, v128.load(z + i), v128.load(a + i), v128.load(x + i), product));
  }
  if (whole === bytes) return;
  const rest = bytes - whole;
  memory.copy(tail, z + whole, rest);
  memory.copy(tail + 16, a + whole, rest);
  memory.copy(tail + 32, x + whole, rest);
  memory.copy(tail + 48, y + whole, rest);
  memory.copy(tail + 64, w + whole, rest);
  const product = v128.mul<T>(v128.load(tail, 48), v128.load(tail, 64));
  v128.store(tail, bendAt<T>(kind, v128.load(tail), v128.load(tail, 16), v128.load(tail, 32), product));
  memory.copy(out + whole, tail, rest);
}

// @inline
function valueAt<T extends number>(kind: i32, z: v128): v128 {
  if (kind === RELU) return v128.max<T>(z, v128.splat<T>(0)); // hands NaN on
  if (kind === SQUARE) return v128.mul<T>(z, z);
  if (sizeof<T>() === 4) {
    if (kind === TANH) return tanhLanes(z);
    return join(pairValue(kind, low(z)), pairValue(kind, high(z)));
  }
  return pairValue(kind, z);
}

// @inline
function slopeAt<T extends number>(kind: i32, z: v128, a: v128, x: v128): v128 {
  if (kind === RELU) return v128.and(x, v128.gt<T>(z, v128.splat<T>(0)));
  if (kind === TANH) return v128.sub<T>(x, v128.mul<T>(v128.mul<T>(a, a), x));
  if (kind === SQUARE) return v128.mul<T>(v128.add<T>(z, z), x);
  if (sizeof<T>() === 4) return v128.mul<T>(x, join(pairSlope(kind, low(z)), pairSlope(kind, high(z))));
  return mul(x, pairSlope(kind, z));
}

// @inline
function bendAt<T extends number>(kind: i32, z: v128, a: v128, x: v128, product: v128): v128 {
  if (kind === SQUARE) {
    const half = v128.add<T>(v128.mul<T>(z, x), product);
    return v128.add<T>(half, half);
  }
  if (kind === TANH) {
    const derivative = v128.sub<T>(v128.splat<T>(1), v128.mul<T>(a, a));
    const twice = v128.add<T>(a, a);
    return v128.mul<T>(derivative, v128.sub<T>(x, v128.mul<T>(twice, product)));
  }
  if (sizeof<T>() === 4) {
    const first = join(pairSlope(kind, low(z)), pairSlope(kind, high(z)));
    const second = join(pairSecond(kind, low(z)), pairSecond(kind, high(z)));
    return v128.add<T>(v128.mul<T>(first, x), v128.mul<T>(second, product));
  }
  return add(mul(pairSlope(kind, z), x), mul(pairSecond(kind, z), product));
}

// @inline
function pairValue(kind: i32, z: v128): v128 {
  if (kind === TANH) return tanhOf(z);
  if (kind === ERF) return erfOf(z);
  return mul(z, gaussianCdf(z));
}

// @inline
function pairSlope(kind: i32, z: v128): v128 {
  if (kind === ERF) return mul(all(TWO_OVER_ROOT_PI), expOf(f64x2.neg(mul(z, z))));
  return add(gaussianCdf(z), mul(z, gaussianDensity(z)));
}

// @inline
function pairSecond(kind: i32, z: v128): v128 {
  if (kind === ERF) return mul(mul(all(-2), z), pairSlope(ERF, z));
  return mul(gaussianDensity(z), sub(all(2), mul(z, z)));
}

// @inline
function gaussianCdf(z: v128): v128 {
  return mul(all(0.5), add(all(1), erfOf(mul(z, all(ROOT_HALF)))));
}
// @inline
function gaussianDensity(z: v128): v128 {
  return mul(all(ONE_OVER_ROOT_TWO_PI), expOf(mul(all(-0.5), mul(z, z))));
}

const TWO_OVER_ROOT_PI: f64 = 1.1283791670955126;
const ROOT_HALF: f64 = 0.7071067811865476;
const ONE_OVER_ROOT_TWO_PI: f64 = 0.3989422804014327;

// Calls, as inlining these at every use would multiply the module's size.
function erfOf(x: v128): v128 {
  return erfPair(x);
}
function expOf(x: v128): v128 {
  return expPair(x);
}

/**
 * tanh for two float64 within 2.5 ulp or so, with one division: 1 − 2/(exp(2x) + 1) cancels near
 * zero, so there (exp(2x) − 1)/(exp(2x) + 1) with the numerator summed without its leading 1.
 */
// @inline
function tanhOf(x: v128): v128 {
  const a = f64x2.pmin(f64x2.abs(x), all(22));
  const y = add(a, a);
  const k = f64x2.nearest(mul(y, all(1.442695040888963387)));
  const r = sub(sub(y, mul(k, all(6.9314718036912381649e-1))), mul(k, all(1.90821492927058770002e-10)));
  // expm1(r)/r − 1 for |r| ≤ ln2/2, Taylor's terms to r¹³/13! (remainder 2e-18).
  const q = mul(r, add(all(1), mul(r, expm1Series(r))));
  const scale = i64x2.shl(add(k, all(6755399441055744.0 + 1023)), 52);
  // exp(y) − 1 = 2^k q + (2^k − 1), and the first part is the whole of it for k = 0.
  const minusOne = add(mul(scale, q), sub(scale, all(1)));
  const t = f64x2.div(minusOne, add(minusOne, all(2)));
  return v128.or(t, v128.and(x, all(-0.0)));
}

// @inline
function expm1Series(r: v128): v128 {
  // Estrin's scheme: a chain half as long as Horner's.
  const r2 = mul(r, r);
  const r4 = mul(r2, r2);
  const p0 = add(all(0.5), mul(r, all(0.16666666666666666)));
  const p1 = add(all(0.041666666666666664), mul(r, all(0.008333333333333333)));
  const p2 = add(all(0.001388888888888889), mul(r, all(0.0001984126984126984)));
  const p3 = add(all(0.0000248015873015873), mul(r, all(0.0000027557319223985893)));
  const p4 = add(all(2.755731922398589e-7), mul(r, all(2.505210838544172e-8)));
  const p5 = add(all(2.08767569878681e-9), mul(r, all(1.6059043836821613e-10)));
  const low = add(p0, mul(r2, p1));
  const middle = add(p2, mul(r2, p3));
  const top = add(p4, mul(r2, p5));
  return add(low, mul(r4, add(middle, mul(r4, top))));
}

/** tanh on four float32, the same way in single precision. */
// @inline
function tanhLanes(x: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(x), f32x4.splat(10));
  const y = f32x4.add(a, a);
  const k = f32x4.nearest(f32x4.mul(y, f32x4.splat(1.44269504)));
  const r = f32x4.sub(f32x4.sub(y, f32x4.mul(k, f32x4.splat(0.693359375))), f32x4.mul(k, f32x4.splat(-2.1219444e-4)));
  const r2 = f32x4.mul(r, r);
  const p0 = f32x4.add(f32x4.splat(0.5), f32x4.mul(r, f32x4.splat(0.16666667)));
  const p1 = f32x4.add(f32x4.splat(0.041666668), f32x4.mul(r, f32x4.splat(0.008333334)));
  const p2 = f32x4.add(f32x4.splat(0.0013888889), f32x4.mul(r, f32x4.splat(0.0001984127)));
  const series = f32x4.add(p0, f32x4.mul(r2, f32x4.add(p1, f32x4.mul(r2, p2))));
  const q = f32x4.add(r, f32x4.mul(r2, series));
  const scale = i32x4.shl(f32x4.add(k, f32x4.splat(12582912.0 + 127)), 23);
  const minusOne = f32x4.add(f32x4.mul(scale, q), f32x4.sub(scale, f32x4.splat(1)));
  const t = f32x4.div(minusOne, f32x4.add(minusOne, f32x4.splat(2)));
  return v128.or(t, v128.and(x, f32x4.splat(-0.0)));
}

// @inline
function low(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}
// @inline
function high(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
}
// @inline
function join(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2);
}
