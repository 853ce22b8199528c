// exp, log, tanh, erf over arrays, and for one number. One number is the first lane of two equal
// ones, so it agrees with the arrays to the bit. Largest errors seen are in
// src/numeric/special.test.ts.
import { erfcPair, erfPair, expPair, logPair, tanhPair } from './pairs';

/**
 * target[i] := exp(source[i]) for `count` numbers; here and below the two may be the same array,
 * and float32 is rounded from float64.
 */
export function exp<T extends number>(source: usize, target: usize, count: i32): void {
  map<T>(EXP, source, target, count);
}
/** target[i] := log(source[i]) */
export function log<T extends number>(source: usize, target: usize, count: i32): void {
  map<T>(LOG, source, target, count);
}
/** target[i] := tanh(source[i]) */
export function tanh<T extends number>(source: usize, target: usize, count: i32): void {
  map<T>(TANH, source, target, count);
}
/** target[i] := erf(source[i]) */
export function erf<T extends number>(source: usize, target: usize, count: i32): void {
  map<T>(ERF, source, target, count);
}

export function expScalar(x: f64): f64 {
  return f64x2.extract_lane(expPair(f64x2.splat(x)), 0);
}
export function logScalar(x: f64): f64 {
  return f64x2.extract_lane(logPair(f64x2.splat(x)), 0);
}
export function tanhScalar(x: f64): f64 {
  return f64x2.extract_lane(tanhPair(f64x2.splat(x)), 0);
}
export function erfScalar(x: f64): f64 {
  return f64x2.extract_lane(erfPair(f64x2.splat(x)), 0);
}
export function erfcScalar(x: f64): f64 {
  return f64x2.extract_lane(erfcPair(f64x2.splat(x)), 0);
}

// The rest is AssemblyScript's own, musl compiled to WebAssembly: plain arithmetic, without a call
// to what runs it.
export function log1pScalar(x: f64): f64 {
  return NativeMath.log1p(x);
}
export function expm1Scalar(x: f64): f64 {
  return NativeMath.expm1(x);
}
export function log2Scalar(x: f64): f64 {
  return NativeMath.log2(x);
}
export function log10Scalar(x: f64): f64 {
  return NativeMath.log10(x);
}
export function cbrtScalar(x: f64): f64 {
  return NativeMath.cbrt(x);
}
export function sinScalar(x: f64): f64 {
  return NativeMath.sin(x);
}
export function cosScalar(x: f64): f64 {
  return NativeMath.cos(x);
}
export function tanScalar(x: f64): f64 {
  return NativeMath.tan(x);
}
export function atanScalar(x: f64): f64 {
  return NativeMath.atan(x);
}
export function sinhScalar(x: f64): f64 {
  return NativeMath.sinh(x);
}
export function coshScalar(x: f64): f64 {
  return NativeMath.cosh(x);
}
export function asinhScalar(x: f64): f64 {
  return NativeMath.asinh(x);
}
export function acoshScalar(x: f64): f64 {
  return NativeMath.acosh(x);
}
export function atanhScalar(x: f64): f64 {
  return NativeMath.atanh(x);
}
export function atan2Scalar(y: f64, x: f64): f64 {
  return NativeMath.atan2(y, x);
}
export function hypotScalar(x: f64, y: f64): f64 {
  return NativeMath.hypot(x, y);
}
export function powerScalar(x: f64, y: f64): f64 {
  return NativeMath.pow(x, y);
}

const EXP: i32 = 0;
const LOG: i32 = 1;
const TANH: i32 = 2;
const ERF: i32 = 3;

// @inline
function apply(what: i32, x: v128): v128 {
  if (what === EXP) return expPair(x);
  if (what === LOG) return logPair(x);
  if (what === TANH) return tanhPair(x);
  return erfPair(x);
}

// @inline
function map<T extends number>(what: i32, source: usize, target: usize, count: i32): void {
  if (sizeof<T>() === 8) mapF64(what, source, target, count);
  else mapF32(what, source, target, count);
}

// @inline
function mapF64(what: i32, source: usize, target: usize, count: i32): void {
  const end = source + ((<usize>count >> 1) << 4);
  // Four at a time share their constants and overlap; log and erf have branches, and gain nothing.
  if (what === EXP || what === TANH)
    for (; source + 64 <= end; source += 64, target += 64) {
      const a = apply(what, v128.load(source)),
        b = apply(what, v128.load(source, 16));
      const c = apply(what, v128.load(source, 32)),
        d = apply(what, v128.load(source, 48));
      v128.store(target, a);
      v128.store(target, b, 16);
      v128.store(target, c, 32);
      v128.store(target, d, 48);
    }
  for (; source < end; source += 16, target += 16) v128.store(target, apply(what, v128.load(source)));
  if (count & 1) v128.store_lane<f64>(target, apply(what, v128.load_splat<f64>(source)), 0);
}

// @inline
function mapF32(what: i32, source: usize, target: usize, count: i32): void {
  const end = source + ((<usize>count >> 1) << 3);
  for (; source < end; source += 8, target += 8) {
    const y = apply(what, f64x2.promote_low_f32x4(v128.load_zero<i64>(source)));
    v128.store_lane<i64>(target, f32x4.demote_f64x2_zero(y), 0);
  }
  if (count & 1) store<f32>(target, <f32>f64x2.extract_lane(apply(what, f64x2.splat(<f64>load<f32>(source))), 0));
}
