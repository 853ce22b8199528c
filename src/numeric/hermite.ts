import { NoConvergence } from './errors.ts';
import { exp, squared } from './special.ts';

// Normalised Hermite polynomials of the standard normal weight: h_k = He_k/√k!, E h_j(z) h_k(z) =
// δ_jk, h_0 = 1, h_1 = z, √(k+1) h_{k+1} = z h_k − √k h_{k−1}.

/** h_0(z) … h_{count−1}(z), written into `out` (or a new array). */
export function hermitePolynomials(z: number, count: number, out = new Float64Array(count)): Float64Array {
  if (count > 0) out[0] = 1;
  if (count > 1) out[1] = z;
  for (let k = 1; k + 1 < count; k++) out[k + 1] = (z * out[k] - Math.sqrt(k) * out[k - 1]) / Math.sqrt(k + 1);
  return out;
}

/**
 * What `gaussianMeans` promises unless asked for less: this error of each mean E f_i, relative to
 * E|f_i|.
 */
export const gaussianMeanPromise = 1e-13;

const LARGEST_NODE = 3.7;
const SMALLEST_NODE = -4.5;
const FIRST_STEP = 1 / 8;
const MOST_HALVINGS = 8;

/**
 * E f_i(z) of `count` functions at once, z standard normal; `f(z, out)` writes their values. Kinks
 * and jumps may lie at z = 0 (and f(0) is never asked for); elsewhere f should be smooth and grow
 * at most like a polynomial or a gentle exponential.
 *
 * Each half line under z = exp(t − e^(−t)), where the trapezoidal rule converges exponentially
 * whatever happens at 0; steps are halved until two results in a row agree with the one before, to
 * `relative` of E|f_i| or to `absolute`. Throws `NoConvergence` when they do not. Takahasi & Mori
 * 1974.
 */
export function gaussianMeans(
  f: (z: number, out: Float64Array) => void,
  count: number,
  relative = gaussianMeanPromise,
  absolute = 0,
): Float64Array {
  const sums = new Float64Array(count);
  const sizes = new Float64Array(count);
  const out = new Float64Array(count);
  const add = (t: number) => {
    const shrink = exp(-t);
    const z = exp(t - shrink);
    const weight = z * (1 + shrink) * exp(-0.5 * z * z) * INVERSE_ROOT_TWO_PI;
    if (weight === 0) return;
    for (const side of [z, -z]) {
      f(side, out);
      for (let i = 0; i < count; i++) {
        sums[i] += weight * out[i];
        sizes[i] += weight * Math.abs(out[i]);
      }
    }
  };
  let step = FIRST_STEP;
  for (let t = SMALLEST_NODE; t <= LARGEST_NODE; t += step) add(t);
  let before = sums.map((sum) => sum * step);
  let agreed = 0;
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    for (let t = SMALLEST_NODE + step / 2; t <= LARGEST_NODE; t += step) add(t);
    step /= 2;
    const now = sums.map((sum) => sum * step);
    const settled = now.every((mean, i) => Math.abs(mean - before[i]) <= absolute + (relative / 4) * sizes[i] * step);
    agreed = settled ? agreed + 1 : 0;
    if (agreed === 2) return now;
    before = now;
  }
  throw new NoConvergence('the Gaussian mean has not settled: the function has kinks away from 0, or grows too fast');
}

/**
 * The Hermite coefficients μ_k = E σ(z) h_k(z), k = 0 … count − 1, each within 1e-13 of E|σ h_k|. σ
 * may have a kink or jump at 0. Throws as `gaussianMeans`.
 */
export function hermiteCoefficients(sigma: (z: number) => number, count: number): Float64Array {
  const h = new Float64Array(count);
  return gaussianMeans((z, out) => {
    hermitePolynomials(z, count, h);
    const value = sigma(z);
    for (let k = 0; k < count; k++) out[k] = value * h[k];
  }, count);
}

/**
 * An activation as Gaussian equivalence sees it: its mean, its linear part, and everything beyond.
 */
export interface LinearPart {
  /** μ_0 = E σ. */
  mean: number;
  /** μ_1 = E zσ. */
  slope: number;
  /**
   * μ_*² = E σ² − μ_0² − μ_1², taken as E (σ − μ_0 − μ_1 z)², so that it is accurate for a nearly
   * linear σ; 0 below 1e-23 of E σ².
   */
  rest: number;
  /** E σ². */
  secondMoment: number;
}

/** Mean, slope and rest of σ under z standard normal. Throws as `gaussianMeans`. */
export function linearPart(sigma: (z: number) => number): LinearPart {
  const [mean, slope, secondMoment] = gaussianMeans((z, out) => {
    const value = sigma(z);
    out[0] = value;
    out[1] = value * z;
    out[2] = value * value;
  }, 3);
  // The nearer to linear σ is, the fewer digits the difference has.
  const share = Math.max(1e-16, 1 - (mean * mean + slope * slope) / secondMoment);
  const digits = gaussianMeanPromise + 1e-15 / Math.sqrt(share);
  const beyond = (z: number, out: Float64Array) => {
    out[0] = squared(sigma(z) - mean - slope * z);
  };
  const [rest] = gaussianMeans(beyond, 1, digits, 1e-24 * secondMoment);
  return { mean, slope, rest: rest > 1e-23 * secondMoment ? rest : 0, secondMoment };
}

const INVERSE_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);
