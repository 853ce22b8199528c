import { instantiateKernels, type Kernels } from './kernels.ts';

// Math.exp and its like differ in the last bits between browsers; these do not, and agree with the
// array kernels to the bit.

/** e^x, within 1 ulp. */
export function exp(x: number): number {
  return call().expScalar(x);
}

/** The natural logarithm, within 1 ulp; −∞ at 0 and NaN below. */
export function log(x: number): number {
  return call().logScalar(x);
}

/** log(1 + x) without cancellation, within 1 ulp; −∞ at −1 and NaN below. */
export function log1p(x: number): number {
  return call().log1pScalar(x);
}

/** x^y, within 0.52 ulp; like `**`, but the same in every browser. */
export function power(x: number, y: number): number {
  return call().powerScalar(x, y);
}

/** x^n for a whole n ≥ 0, by squaring: the same on every machine, which `**` is not. */
export function wholePower(x: number, n: number): number {
  let [result, square] = [1, x];
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** The hyperbolic tangent, within 2 ulp. */
export function tanh(x: number): number {
  return call().tanhScalar(x);
}

/** The error function 2/√π ∫₀ˣ exp(−t²) dt, within 2 ulp. */
export function erf(x: number): number {
  return call().erfScalar(x);
}

/** 1 − erf(x) without cancellation, within 5 ulp where it is a normal number. */
export function erfc(x: number): number {
  return call().erfcScalar(x);
}

let kernels: Kernels | undefined;

function call(): Kernels['call'] {
  kernels ??= instantiateKernels();
  return kernels.call;
}
