import { instantiateKernels, type Kernels } from './kernels.ts';
import { quarterTurns } from './quarter-turns.ts';

// ECMAScript leaves the last bits of Math.exp and its like, and of `**`, to whoever runs it, and
// they do differ between versions of V8. These do not: they are the same WebAssembly everywhere,
// and what exists for arrays too agrees with the array kernels to the bit. Beyond their domains
// they are NaN, as those of Math are. The inverses of sine and cosine are in arc.ts.

/** e^x, within 0.75 ulp. */
export function exp(x: number): number {
  return call().expScalar(x);
}

/** e^x − 1 without cancellation, within 1.5 ulp. */
export function expm1(x: number): number {
  return call().expm1Scalar(x);
}

/** The natural logarithm, within 1 ulp; −∞ at 0 and NaN below. */
export function log(x: number): number {
  return call().logScalar(x);
}

/** log(1 + x) without cancellation, within 1 ulp; −∞ at −1 and NaN below. */
export function log1p(x: number): number {
  return call().log1pScalar(x);
}

/** The logarithm to base 2, within 1 ulp; whole for powers of two. */
export function log2(x: number): number {
  return call().log2Scalar(x);
}

/** The logarithm to base 10, within 1 ulp; whole for powers of ten. */
export function log10(x: number): number {
  return call().log10Scalar(x);
}

/** x^y, within 0.52 ulp; what `**` is when that is worked out exactly. */
export function power(x: number, y: number): number {
  return call().powerScalar(x, y);
}

/** x². */
export function squared(x: number): number {
  return x * x;
}

/** x^n for a whole n ≥ 0, by squaring. */
export function wholePower(x: number, n: number): number {
  let [result, factor] = [1, x];
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** The cube root, within 0.75 ulp. */
export function cbrt(x: number): number {
  return call().cbrtScalar(x);
}

/** √(x² + y²) without overflow on the way, within 1 ulp. */
export function hypot(x: number, y: number): number {
  return call().hypotScalar(x, y);
}

/** √Σx² without overflow on the way. */
export function norm(x: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) most = Math.max(most, Math.abs(x[i]));
  if (!(most > 0 && most < Infinity)) return most;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += squared(x[i] / most);
  return most * Math.sqrt(sum);
}

/** sin x within 1.25 ulp, at angles of any size. */
export function sin(x: number): number {
  return isLarge(x) ? sinOfRest(x) : call().sinScalar(x);
}

/** cos x within 1.25 ulp, at angles of any size. */
export function cos(x: number): number {
  return isLarge(x) ? cosOfRest(x) : call().cosScalar(x);
}

/** tan x within 2.5 ulp, at angles of any size. */
export function tan(x: number): number {
  return isLarge(x) ? tanOfRest(x) : call().tanScalar(x);
}

/** The angle in ±π/2 whose tangent is x, within 1 ulp. */
export function atan(x: number): number {
  return call().atanScalar(x);
}

/** The angle in ±π of the point (x, y), within 1.5 ulp. */
export function atan2(y: number, x: number): number {
  return call().atan2Scalar(y, x);
}

/** The hyperbolic sine, within 2 ulp. */
export function sinh(x: number): number {
  return call().sinhScalar(x);
}

/** The hyperbolic cosine, within 2 ulp. */
export function cosh(x: number): number {
  return call().coshScalar(x);
}

/** The hyperbolic tangent, within 1.5 ulp. */
export function tanh(x: number): number {
  return call().tanhScalar(x);
}

/** The inverse of sinh, within 2 ulp. */
export function asinh(x: number): number {
  return call().asinhScalar(x);
}

/** The inverse of cosh from 1 on, within 2.5 ulp. */
export function acosh(x: number): number {
  return call().acoshScalar(x);
}

/** The inverse of tanh, within 2 ulp. */
export function atanh(x: number): number {
  return call().atanhScalar(x);
}

/** The error function 2/√π ∫₀ˣ exp(−t²) dt, within 1.5 ulp. */
export function erf(x: number): number {
  return call().erfScalar(x);
}

/** 1 − erf(x) without cancellation, within 4 ulp where it is a normal number. */
export function erfc(x: number): number {
  return call().erfcScalar(x);
}

/**
 * From here on the kernels' own division by π/2, which is AssemblyScript's, reads before its table
 * or has too few bits (0.28).
 */
function isLarge(x: number): boolean {
  return Math.abs(x) > 2 ** 20 && Math.abs(x) < Infinity;
}

function sinOfRest(x: number): number {
  const { turns, rest } = quarterTurns(x);
  const size = turns % 2 === 0 ? sin(rest) : cos(rest);
  return turns >= 2 ? -size : size;
}

function cosOfRest(x: number): number {
  const { turns, rest } = quarterTurns(x);
  const size = turns % 2 === 0 ? cos(rest) : sin(rest);
  return turns === 1 || turns === 2 ? -size : size;
}

function tanOfRest(x: number): number {
  const { turns, rest } = quarterTurns(x);
  return turns % 2 === 0 ? tan(rest) : -1 / tan(rest);
}

let kernels: Kernels | undefined;

function call(): Kernels['call'] {
  kernels ??= instantiateKernels();
  return kernels.call;
}
