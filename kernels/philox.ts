// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3, SC11) and
// what is drawn from it.
//
// A stream is 128 bits: `key0`, `key1` are Philox's key, `id0`, `id1` the upper half of its
// counter. The lower half is
//   word 0   the block's number, lower 32 bits
//   word 1   its upper 16 bits, and above them the kind of sequence (16 bits)
// so that uniform, normal, … numbers of one stream are separate sequences that share no block.
// Blocks are made four at a time and laid out by word: word j of block 4g + b is 32-bit word
// 16g + 4j + b of the sequence (little-endian in memory). A group of four blocks, 64 bytes, gives 8
// float64 or 16 float32. No method rejects, so number i of a sequence depends on the stream and i
// alone; `first` says where in the sequence a fill begins, and a fill that begins or ends inside a
// group makes that group aside.

import { add, all, expm1PositivePair, mul, step, sub } from './pairs';

// @inline
const M0: u32 = 0xd2511f53;
// @inline
const M1: u32 = 0xcd9e8d57;
// @inline
const W0: u32 = 0x9e3779b9;
// @inline
const W1: u32 = 0xbb67ae85;

const UNIFORM_F64: i32 = 0;
const NORMAL_F64: i32 = 1;
const UNIFORM_F32: i32 = 2;
const NORMAL_F32: i32 = 3;
const SIGN: i32 = 4;
const STUDENT: i32 = 5;

const CHUNK = 32; // groups made at a time, to be read back while still in the nearest cache
const keys = memory.data(256, 16); // the keys of rounds 3 to 10, four times each
const spare = memory.data(128, 16);
const raw = memory.data(64 * 32, 16);
const aside = memory.data(4096, 16);

// What is drawn: n numbers from number `first` of the sequence on, to address `at`. k0 and k1 are
// the stream's key, c2 and c3 its id.

/**
 * Uniform on (0, 1): odd multiples of 2⁻⁵³ (2⁻²⁴ in float32), so that u and 1 − u are equally fine
 * and neither is ever 0.
 */
export function uniform<T extends number>(at: usize, n: i32, first: f64, k0: u32, k1: u32, c2: u32, c3: u32): void {
  if (sizeof<T>() === 8) fill(UNIFORM_F64, false, 8, at, n, first, k0, k1, c2, c3, 0);
  else fill(UNIFORM_F32, true, 16, at, n, first, k0, k1, c2, c3, 0);
}

/**
 * Standard normal (Box and Muller 1958), up to ±8.57; float32 from 32 bits a number, up to ±6.66,
 * which is not the rounded float64 sequence.
 */
export function normal<T extends number>(at: usize, n: i32, first: f64, k0: u32, k1: u32, c2: u32, c3: u32): void {
  if (sizeof<T>() === 8) fill(NORMAL_F64, false, 8, at, n, first, k0, k1, c2, c3, 0);
  else fill(NORMAL_F32, true, 16, at, n, first, k0, k1, c2, c3, 0);
}

/** ±1 from single bits, the same in float64 and float32. */
export function rademacher<T extends number>(at: usize, n: i32, first: f64, k0: u32, k1: u32, c2: u32, c3: u32): void {
  fill(SIGN, sizeof<T>() === 4, 512, at, n, first, k0, k1, c2, c3, 0);
}

/** Student's t of `degrees` > 2, scaled to unit variance; float32 is float64 rounded. */
export function student<T extends number>(
  at: usize,
  n: i32,
  first: f64,
  k0: u32,
  k1: u32,
  c2: u32,
  c3: u32,
  degrees: f64,
): void {
  fill(STUDENT, sizeof<T>() === 4, 4, at, n, first, k0, k1, c2, c3, degrees);
}

/** Writes `groups` groups of raw words, from group `first` of sequence `kind`. */
export function philoxWords(
  target: usize,
  groups: i32,
  first: f64,
  kind: i32,
  key0: u32,
  key1: u32,
  id0: u32,
  id1: u32,
): void {
  words(target, groups, <u64>first, kind, key0, key1, id0, id1);
}

function words(target: usize, groups: i32, group: u64, kind: i32, key0: u32, key1: u32, id0: u32, id1: u32): void {
  while (groups > 0) {
    // Word 1 is the same for all groups up to the next multiple of 2³² blocks.
    let run = <i32>min<u64>(groups, (1 << 30) - (group & 0x3fffffff));
    const word1 = <u32>(group >> 30) | ((<u32>kind) << 16);
    if (run > 1) {
      run &= ~1;
      pairsOfGroups(target, run, (<u32>group) << 2, word1, key0, key1, id0, id1);
    } else {
      pairsOfGroups(spare, 2, (<u32>group) << 2, word1, key0, key1, id0, id1);
      memory.copy(target, spare, 64);
    }
    target += (<usize>run) << 6;
    group += run;
    groups -= run;
  }
}

// @inline
function lows(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 0, 2, 4, 6);
}
// @inline
function highs(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 1, 3, 5, 7);
}
// @inline
function xor(a: v128, b: v128): v128 {
  return v128.xor(a, b);
}

/**
 * An even number of groups, two at a time: one alone would keep the processor waiting for its
 * multiplications.
 */
function pairsOfGroups(
  target: usize,
  groups: i32,
  block: u32,
  word1: u32,
  key0: u32,
  key1: u32,
  id0: u32,
  id1: u32,
): void {
  const m0 = i32x4.splat(M0);
  const m1 = i32x4.splat(M1);
  // Only word 0 differs between blocks, so half of rounds 1 and 2 is the same for all.
  const product1 = <u64>id0 * <u64>M1;
  const start0: u32 = <u32>(product1 >> 32) ^ word1 ^ key0;
  const product0 = <u64>start0 * <u64>M0;
  const firstKey = i32x4.splat(id1 ^ key1);
  const secondKey = i32x4.splat(<u32>product1 ^ (key0 + W0));
  const secondHigh = i32x4.splat(<u32>(product0 >> 32) ^ (key1 + W1));
  const secondLow = i32x4.splat(<u32>product0);
  for (let round: u32 = 2; round < 10; round++) {
    v128.store(keys + (round << 5) - 64, i32x4.splat(key0 + round * W0));
    v128.store(keys + (round << 5) - 64, i32x4.splat(key1 + round * W1), 16);
  }
  const end = target + ((<usize>groups) << 6);
  let counterA = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  for (; target < end; target += 128) {
    const counterB = i32x4.add(counterA, i32x4.splat(4));
    const aA = i64x2.extmul_low_i32x4_u(counterA, m0);
    const bA = i64x2.extmul_high_i32x4_u(counterA, m0);
    let x2A = xor(highs(aA, bA), firstKey);
    const cA = i64x2.extmul_low_i32x4_u(x2A, m1);
    const dA = i64x2.extmul_high_i32x4_u(x2A, m1);
    let x0A = xor(highs(cA, dA), secondKey);
    let x1A = lows(cA, dA);
    x2A = xor(secondHigh, lows(aA, bA));
    let x3A = secondLow;
    const aB = i64x2.extmul_low_i32x4_u(counterB, m0);
    const bB = i64x2.extmul_high_i32x4_u(counterB, m0);
    let x2B = xor(highs(aB, bB), firstKey);
    const cB = i64x2.extmul_low_i32x4_u(x2B, m1);
    const dB = i64x2.extmul_high_i32x4_u(x2B, m1);
    let x0B = xor(highs(cB, dB), secondKey);
    let x1B = lows(cB, dB);
    x2B = xor(secondHigh, lows(aB, bB));
    let x3B = secondLow;
    for (let key = keys; key < keys + 256; key += 32) {
      const k0 = v128.load(key);
      const k1 = v128.load(key, 16);
      const eA = i64x2.extmul_low_i32x4_u(x2A, m1);
      const fA = i64x2.extmul_high_i32x4_u(x2A, m1);
      const gA = i64x2.extmul_low_i32x4_u(x0A, m0);
      const hA = i64x2.extmul_high_i32x4_u(x0A, m0);
      x0A = xor(highs(eA, fA), xor(x1A, k0));
      x1A = lows(eA, fA);
      x2A = xor(highs(gA, hA), xor(x3A, k1));
      x3A = lows(gA, hA);
      const eB = i64x2.extmul_low_i32x4_u(x2B, m1);
      const fB = i64x2.extmul_high_i32x4_u(x2B, m1);
      const gB = i64x2.extmul_low_i32x4_u(x0B, m0);
      const hB = i64x2.extmul_high_i32x4_u(x0B, m0);
      x0B = xor(highs(eB, fB), xor(x1B, k0));
      x1B = lows(eB, fB);
      x2B = xor(highs(gB, hB), xor(x3B, k1));
      x3B = lows(gB, hB);
    }
    v128.store(target, x0A, 0);
    v128.store(target, x1A, 16);
    v128.store(target, x2A, 32);
    v128.store(target, x3A, 48);
    v128.store(target, x0B, 64);
    v128.store(target, x1B, 80);
    v128.store(target, x2B, 96);
    v128.store(target, x3B, 112);
    counterA = i32x4.add(counterA, i32x4.splat(8));
  }
}

// @inline
function fill(
  kind: i32,
  single: bool,
  perGroup: i32,
  target: usize,
  count: i32,
  first: f64,
  key0: u32,
  key1: u32,
  id0: u32,
  id1: u32,
  degrees: f64,
): void {
  const size: usize = single ? 4 : 8;
  const position = <u64>first;
  let group = position / <u64>perGroup;
  let skip = <i32>(position % <u64>perGroup);
  while (count > 0) {
    let made: i32;
    if (skip === 0 && count >= perGroup) {
      const groups = min(count / perGroup, CHUNK);
      make(kind, single, target, groups, group, key0, key1, id0, id1, degrees);
      made = groups * perGroup;
      group += groups;
    } else {
      make(kind, single, aside, 1, group, key0, key1, id0, id1, degrees);
      made = min(perGroup - skip, count);
      memory.copy(target, aside + <usize>skip * size, <usize>made * size);
      skip = 0;
      group++;
    }
    target += <usize>made * size;
    count -= made;
  }
}

// @inline
function make(
  kind: i32,
  single: bool,
  target: usize,
  groups: i32,
  group: u64,
  key0: u32,
  key1: u32,
  id0: u32,
  id1: u32,
  degrees: f64,
): void {
  const inPlace = kind < SIGN;
  const from: usize = inPlace ? target : raw;
  words(from, groups, group, kind, key0, key1, id0, id1);
  const end = from + ((<usize>groups) << 6);
  if (kind === UNIFORM_F64) for (; target < end; target += 16) v128.store(target, openUniform(v128.load(target)));
  if (kind === UNIFORM_F32) for (; target < end; target += 16) v128.store(target, openUniformSingle(v128.load(target)));
  if (kind === NORMAL_F64) for (; target < end; target += 32) normalQuad(target);
  if (kind === NORMAL_F32) for (; target < end; target += 32) normalOctet(target);
  if (kind === SIGN)
    for (let at: usize = raw; at < end; at += 8) target = single ? signs32(target, at) : signs64(target, at);
  if (kind === STUDENT) target = students(single, target, end, degrees);
}

/** The upper 52 bits j of each lane as (2j + 1) 2⁻⁵³: exact, from 1 + j 2⁻⁵². */
// @inline
function openUniform(bits: v128): v128 {
  return sub(v128.or(i64x2.shr_u(bits, 12), all(1)), all(1 - 1.1102230246251565e-16));
}

// @inline
function openUniformSingle(bits: v128): v128 {
  return f32x4.sub(v128.or(i32x4.shr_u(bits, 9), f32x4.splat(1)), f32x4.splat(<f32>(1 - 5.9604644775390625e-8)));
}

/**
 * Numbers 4q … 4q + 3 from 64-bit words a, b (radii) and c, d (angles): r cos, r cos, r sin, r sin.
 */
// @inline
function normalQuad(target: usize): void {
  const radius = f64x2.sqrt(minusTwoLog(openUniform(v128.load(target))));
  const bits = v128.load(target, 16);
  const s = sineOfTurn(bits);
  const c = cosineOfTurn(s, bits);
  const exchange = v128.and(xor(s, c), exchanged(bits));
  v128.store(target, mul(radius, xor(c, exchange)));
  v128.store(target, mul(radius, xor(s, exchange)), 16);
}

/**
 * −2 log u for u from 2⁻⁵³ to 1, relative error 2·10⁻¹³: far below what any number of draws could
 * tell, and half the work of 1 ulp.
 */
// @inline
function minusTwoLog(u: v128): v128 {
  const moved = i64x2.add(u, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e00000000));
  const k = sub(v128.or(i64x2.shr_u(moved, 52), i64x2.splat(0x4330000000000000)), all(4503599627370496.0 + 1023));
  const m = i64x2.add(v128.and(moved, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe6a09e00000000));
  const s = f64x2.div(sub(m, all(1)), add(m, all(1)));
  const z = mul(s, s);
  let p = step(all(-0.38725307428404016), z, -0.44382801660617005);
  p = step(p, z, -0.5714350907182898);
  p = step(p, z, -0.7999999759467518);
  p = step(p, z, -1.3333333333475017);
  return add(mul(s, step(p, z, -4)), mul(k, all(-1.3862943611198906)));
}

/** sin of an angle in ±π/4 from the upper 52 of 64 bits, relative error 10⁻¹⁴. */
// @inline
function sineOfTurn(bits: v128): v128 {
  const t = sub(v128.or(i64x2.shr_u(bits, 12), all(1)), all(1.5));
  const z = mul(t, t);
  let p = step(all(-3.556386260704784e-6), z, 1.6042926504495616e-4);
  p = step(p, z, -4.681752591458209e-3);
  p = step(p, z, 7.969262615574603e-2);
  p = step(p, z, -0.645964097504309);
  return mul(t, step(p, z, 1.57079632679489));
}

/**
 * The cosine to that sine, mirrored by the lowest bit. With `exchanged`, this reaches the other
 * three quarters of the circle.
 */
// @inline
function cosineOfTurn(s: v128, bits: v128): v128 {
  return xor(f64x2.sqrt(sub(all(1), mul(s, s))), i64x2.shl(bits, 63));
}

/** All ones in the lanes in which the second lowest bit says that sine and cosine change places. */
// @inline
function exchanged(bits: v128): v128 {
  return i64x2.eq(v128.and(bits, i64x2.splat(2)), i64x2.splat(0));
}

/** Numbers 8q … 8q + 7 from four words of radii and four of angles, in float32. */
// @inline
function normalOctet(target: usize): void {
  const radius = f32x4.sqrt(f32x4.mul(f32x4.splat(-2), logUniformSingle(v128.load(target))));
  const bits = v128.load(target, 16);
  const x = f32x4.mul(f32x4.sub(openUniformSingle(bits), f32x4.splat(0.5)), f32x4.splat(1.5707963267948966));
  const z = f32x4.mul(x, x);
  let q = stepSingle(f32x4.splat(-1.9515295891e-4), z, 8.3321608736e-3);
  q = stepSingle(q, z, -1.6666654611e-1);
  const s = f32x4.add(x, f32x4.mul(f32x4.mul(x, z), q));
  const c = xor(f32x4.sqrt(f32x4.sub(f32x4.splat(1), f32x4.mul(s, s))), i32x4.shl(bits, 31));
  const exchange = v128.and(xor(s, c), i32x4.eq(v128.and(bits, i32x4.splat(2)), i32x4.splat(0)));
  v128.store(target, f32x4.mul(radius, xor(c, exchange)));
  v128.store(target, f32x4.mul(radius, xor(s, exchange)), 16);
}

/**
 * log u of u = (j + ½) 2⁻³¹, with j the upper 31 bits. A float32 holds u near 0 and 1 − u near 0
 * well, but not u near 1, so above √½ the logarithm starts from 1 − u; else the small radii would
 * come in steps.
 */
// @inline
function logUniformSingle(bits: v128): v128 {
  const j = i32x4.shr_u(bits, 1);
  const unit = f32x4.splat(4.656612873077393e-10);
  const u = f32x4.mul(f32x4.add(f32x4.convert_i32x4_s(j), f32x4.splat(0.5)), unit);
  const fromOne = xor(j, i32x4.splat(0x7fffffff));
  const rest = f32x4.mul(f32x4.add(f32x4.convert_i32x4_s(fromOne), f32x4.splat(0.5)), unit);
  const moved = i32x4.add(u, i32x4.splat(0x3f800000 - 0x3f3504f3));
  const k = i32x4.sub(i32x4.shr_u(moved, 23), i32x4.splat(127));
  const mantissa = i32x4.add(v128.and(moved, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const f = v128.bitselect(f32x4.neg(rest), f32x4.sub(mantissa, f32x4.splat(1)), i32x4.eq(k, i32x4.splat(0)));
  const halfSquare = f32x4.mul(f32x4.mul(f, f), f32x4.splat(0.5));
  const s = f32x4.div(f, f32x4.add(f, f32x4.splat(2)));
  const z = f32x4.mul(s, s);
  let p = stepSingle(f32x4.splat(0.24279078841), z, 0.28498786688);
  p = stepSingle(p, z, 0.40000972152);
  p = f32x4.mul(z, stepSingle(p, z, 0.66666662693));
  const log1p = f32x4.sub(f, f32x4.sub(halfSquare, f32x4.mul(s, f32x4.add(halfSquare, p))));
  return f32x4.add(log1p, f32x4.mul(f32x4.convert_i32x4_s(k), f32x4.splat(0.6931471805599453)));
}

// @inline
function stepSingle(a: v128, x: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(a, x), f32x4.splat(c));
}

/**
 * Bailey's polar method (Math. Comp. 62, 779, 1994): for uniform U and a uniform angle, √(ν
 * (U^(−2/ν) − 1)) cos is exactly t with ν degrees, for any real ν > 0, and with no rejection. The
 * sine is not independent of it and is left.
 */
// @inline
function students(single: bool, target: usize, end: usize, degrees: f64): usize {
  for (let at: usize = raw; at < end; at += 32) {
    const exponent = mul(all(1 / degrees), minusTwoLog(openUniform(v128.load(at))));
    const radius = f64x2.sqrt(mul(all(degrees - 2), expm1PositivePair(exponent)));
    const bits = v128.load(at, 16);
    const s = sineOfTurn(bits);
    const c = cosineOfTurn(s, bits);
    const t = mul(radius, v128.bitselect(s, c, exchanged(bits)));
    if (single) {
      v128.store_lane<i64>(target, f32x4.demote_f64x2_zero(t), 0);
      target += 8;
    } else {
      v128.store(target, t);
      target += 16;
    }
  }
  return target;
}

/** ±1 for the 64 bits at `at`, lowest bit first. */
// @inline
function signs64(target: usize, at: usize): usize {
  const word = load<u64>(at);
  let bits = i64x2.replace_lane(i64x2.splat(word), 1, word >> 1);
  for (const end = target + 512; target < end; target += 16) {
    v128.store(target, v128.or(i64x2.shl(bits, 63), all(1)));
    bits = i64x2.shr_u(bits, 2);
  }
  return target;
}

// @inline
function signs32(target: usize, at: usize): usize {
  for (let half = 0; half < 2; half++) {
    const word = load<u32>(at + <usize>half * 4);
    let bits = i32x4.splat(word);
    bits = i32x4.replace_lane(bits, 1, word >> 1);
    bits = i32x4.replace_lane(bits, 2, word >> 2);
    bits = i32x4.replace_lane(bits, 3, word >> 3);
    for (const end = target + 128; target < end; target += 16) {
      v128.store(target, v128.or(i32x4.shl(bits, 31), f32x4.splat(1)));
      bits = i32x4.shr_u(bits, 4);
    }
  }
  return target;
}
