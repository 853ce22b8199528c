// exp, log, tanh, erf, erfc on two float64 lanes, inlined into the kernels and not exported from
// the module. Only additions, multiplications, divisions and integer steps, so that every machine
// gives the same bits. Reductions and polynomials of exp and log follow Sun's fdlibm 5.3; the
// polynomials of tanh and erf were fitted at Chebyshev nodes with 60 digits.

// @inline
const LN2_HIGH: f64 = 6.9314718036912381649e-1; // 33 bits, so that its product with an exponent is exact
// @inline
const LN2_LOW: f64 = 1.90821492927058770002e-10;
// @inline
const LOG2_E: f64 = 1.442695040888963387;
// @inline
const SHIFTER: f64 = 6755399441055744.0; // 1.5 · 2⁵²: added to a whole number, it leaves that number in the lowest bits

// @inline
export function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}
// @inline
export function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}
// @inline
export function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}
// @inline
export function all(x: f64): v128 {
  return f64x2.splat(x);
}
/** a·x + c, rounded twice: a fused step would differ from machine to machine. */
// @inline
export function step(a: v128, x: v128, c: f64): v128 {
  return f64x2.add(f64x2.mul(a, x), f64x2.splat(c));
}

/** 2^k for whole numbers k from −1022 to 1023. */
// @inline
function powerOfTwo(k: v128): v128 {
  return i64x2.shl(add(k, all(SHIFTER + 1023)), 52);
}

/** exp(r) − 1 − high for r = high − low in ±ln2/2. */
// @inline
function expTail(high: v128, low: v128): v128 {
  const r = sub(high, low);
  const z = mul(r, r);
  let p = step(all(4.13813679705723846039e-8), z, -1.6533902205465251539e-6);
  p = step(p, z, 6.61375632143793436117e-5);
  p = step(p, z, -2.77777777770155933842e-3);
  p = step(p, z, 1.66666666666666019037e-1);
  const c = sub(r, mul(z, p));
  return sub(f64x2.div(mul(r, c), sub(all(2), c)), low);
}

// @inline
export function expPair(x: v128): v128 {
  // Beyond these the result is 0 or infinity whatever x; pmin and pmax hand NaN in x on.
  x = f64x2.pmin(f64x2.pmax(x, all(-746)), all(710));
  const k = f64x2.nearest(mul(x, all(LOG2_E)));
  const high = sub(x, mul(k, all(LN2_HIGH)));
  const tail = expTail(high, mul(k, all(LN2_LOW)));
  // What 1 + high rounds off goes back in with the tail, which leaves little more than one
  // rounding.
  const sum = add(all(1), high);
  const y = add(sum, add(add(sub(all(1), sum), high), tail));
  // In two steps, as 2^k itself may be subnormal or too large; the first is exact, so the result is
  // rounded once.
  const half = f64x2.nearest(mul(k, all(0.5)));
  return mul(mul(y, powerOfTwo(half)), powerOfTwo(sub(k, half)));
}

/** exp(x) − 1 for 0 ≤ x ≤ 100, with a small relative error also near 0. */
// @inline
export function expm1PositivePair(x: v128): v128 {
  const k = f64x2.nearest(mul(x, all(LOG2_E)));
  const high = sub(x, mul(k, all(LN2_HIGH)));
  const q = add(high, expTail(high, mul(k, all(LN2_LOW))));
  const scale = powerOfTwo(k);
  return add(mul(scale, q), sub(scale, all(1)));
}

/** log(x · 2^−offset) for normal positive finite x. */
// @inline
export function logNormalPair(x: v128, offset: v128): v128 {
  // x = 2^k (1 + f) with 1 + f from √½ to √2: moving the bits by 1 − √½ makes the exponent field
  // carry at √2.
  const moved = i64x2.add(x, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e00000000));
  const field = v128.or(i64x2.shr_u(moved, 52), i64x2.splat(0x4330000000000000));
  const k = sub(sub(field, all(4503599627370496.0 + 1023)), offset);
  const mantissa = i64x2.add(v128.and(moved, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe6a09e00000000));
  const f = sub(mantissa, all(1));
  const halfSquare = mul(mul(f, f), all(0.5));
  const s = f64x2.div(f, add(f, all(2)));
  const z = mul(s, s);
  const w = mul(z, z);
  let even = step(all(1.531383769920937332e-1), w, 2.222219843214978396e-1);
  even = mul(w, step(even, w, 3.999999999940941908e-1));
  let odd = step(all(1.479819860511658591e-1), w, 1.818357216161805012e-1);
  odd = step(odd, w, 2.857142874366239149e-1);
  odd = mul(z, step(odd, w, 6.66666666666673513e-1));
  const low = add(mul(s, add(halfSquare, add(even, odd))), mul(k, all(LN2_LOW)));
  return add(add(sub(low, halfSquare), f), mul(k, all(LN2_HIGH)));
}

// @inline
export function logPair(x: v128): v128 {
  const ordinary = v128.and(f64x2.ge(x, all(2.2250738585072014e-308)), f64x2.lt(x, all(Infinity)));
  if (i64x2.all_true(ordinary)) return logNormalPair(x, all(0));
  return logSpecialPair(x);
}

function logSpecialPair(x: v128): v128 {
  const tiny = f64x2.lt(x, all(2.2250738585072014e-308));
  const scaled = v128.bitselect(mul(x, all(18014398509481984.0)), x, tiny);
  let y = logNormalPair(scaled, v128.and(all(54), tiny));
  y = v128.bitselect(x, y, v128.or(f64x2.eq(x, all(Infinity)), f64x2.ne(x, x)));
  y = v128.bitselect(all(NaN), y, f64x2.lt(x, all(0)));
  return v128.bitselect(all(-Infinity), y, f64x2.eq(x, all(0)));
}

// @inline
export function tanhPair(x: v128): v128 {
  const a = f64x2.pmin(f64x2.abs(x), all(22)); // tanh(22) is 1
  const y = add(a, a);
  const small = f64x2.lt(y, all(1.25));
  const k = v128.andnot(f64x2.nearest(mul(y, all(LOG2_E))), small);
  const r = sub(sub(y, mul(k, all(LN2_HIGH))), mul(k, all(LN2_LOW)));
  // r coth(r/2) = 2 + w, so exp(r) = (2 + w + r)/(2 + w − r), and exp(y) = 2^k exp(r) costs no
  // division of its own.
  const w = cothTail(mul(r, r));
  const sum = add(all(2), w);
  const below = sub(sum, r);
  // a − a w/(2 + w) near 0, 1 − 2/(exp(y) + 1) elsewhere: both are a plain term and one quotient.
  const quotient = f64x2.div(
    v128.bitselect(mul(a, w), add(below, below), small),
    v128.bitselect(sum, add(mul(powerOfTwo(k), add(sum, r)), below), small),
  );
  return withSign(sub(v128.bitselect(a, all(1), small), quotient), x);
}

/** r coth(r/2) − 2 for z = r² up to 1.25². */
// @inline
function cothTail(z: v128): v128 {
  // Estrin's scheme: a chain half as long as Horner's.
  const z2 = mul(z, z);
  const p0 = step(all(-0.0027777777777764634), z, 0.16666666666666666);
  const p1 = step(all(-1.6534390627635847e-6), z, 6.613756611989259e-5);
  const p2 = step(all(-1.0565231097151444e-9), z, 4.175328504683193e-8);
  const p3 = step(all(-5.799176392052049e-13), z, 2.6523523167744316e-11);
  const low = add(p0, mul(z2, p1));
  const high = add(p2, mul(z2, p3));
  return mul(z, add(low, mul(mul(z2, z2), high)));
}

// @inline
export function erfPair(x: v128): v128 {
  const a = f64x2.pmin(f64x2.abs(x), all(6));
  const small = f64x2.lt(a, all(1));
  const near = add(a, mul(a, erfSeries(mul(a, a))));
  if (i64x2.all_true(small)) return withSign(near, x);
  const far = sub(all(1), mul(expPair(f64x2.neg(mul(a, a))), erfcxPair(a)));
  return withSign(v128.bitselect(near, far, small), x);
}

// @inline
export function erfcPair(x: v128): v128 {
  const a = f64x2.pmin(f64x2.pmax(x, all(0.5)), all(28));
  // a² to twice the precision, as exp would turn its rounding into many ulps: top has 26 bits, so
  // top² is exact.
  const top = v128.and(a, i64x2.splat(0xfffffffff8000000));
  const rest = mul(sub(a, top), add(a, top));
  const far = mul(mul(expPair(f64x2.neg(mul(top, top))), expPair(f64x2.neg(rest))), erfcxPair(a));
  return v128.bitselect(sub(all(1), erfPair(x)), far, f64x2.lt(x, all(0.5)));
}

/** erf(√s)/√s − 1 for s from 0 to 1. */
// @inline
function erfSeries(s: v128): v128 {
  let p = step(all(5.957176147748911e-11), s, -1.1372848856791674e-9);
  p = step(p, s, 1.4659775274047436e-8);
  p = step(p, s, -1.6350312701054695e-7);
  p = step(p, s, 1.6461000484121368e-6);
  p = step(p, s, -1.4925595266831182e-5);
  p = step(p, s, 1.205533111164271e-4);
  p = step(p, s, -8.54832698083379e-4);
  p = step(p, s, 5.2239776248180145e-3);
  p = step(p, s, -2.6866170645076792e-2);
  p = step(p, s, 1.1283791670954879e-1);
  p = step(p, s, -3.761263890318375e-1);
  return step(p, s, 1.283791670955126e-1);
}

/**
 * exp(x²) erfc(x) for x from ½ to 28: a polynomial in (x − 4)/(x + 4), over 1 + 2x (Shepherd and
 * Laframboise 1981).
 */
// @inline
function erfcxPair(x: v128): v128 {
  const t = f64x2.div(sub(x, all(4)), add(x, all(4)));
  let p = step(all(1.9717656765049794e-9), t, -9.652213521087604e-9);
  p = step(p, t, -1.8406671051403966e-8);
  p = step(p, t, 1.03256669073015e-7);
  p = step(p, t, 7.540467350144586e-8);
  p = step(p, t, -8.195085083459565e-7);
  p = step(p, t, 2.9313186423696087e-7);
  p = step(p, t, 5.706494720146254e-6);
  p = step(p, t, -1.1221668942295945e-5);
  p = step(p, t, -2.4398057333996413e-5);
  p = step(p, t, 1.5062155590137163e-4);
  p = step(p, t, -1.9925696553927866e-4);
  p = step(p, t, -7.577732634973155e-4);
  p = step(p, t, 5.03197001856426e-3);
  p = step(p, t, -1.6197734061059108e-2);
  p = step(p, t, 3.716751553379472e-2);
  p = step(p, t, -6.633036581196795e-2);
  p = step(p, t, 9.373283499853434e-2);
  p = step(p, t, -1.010390660363143e-1);
  p = step(p, t, 6.809705425468844e-2);
  p = step(p, t, 1.5379652102619901e-2);
  p = step(p, t, -1.396211168405625e-1);
  p = step(p, t, 1.2329951186255526);
  return f64x2.div(p, add(all(1), add(x, x)));
}

// @inline
function withSign(magnitude: v128, x: v128): v128 {
  return v128.or(magnitude, v128.and(x, all(-0.0)));
}
