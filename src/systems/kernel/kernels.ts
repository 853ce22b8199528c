import { arccos, arcsin } from '../../numeric/arc.ts';
import { OutOfRange } from '../../numeric/errors.ts';
import { exp, power, squared } from '../../numeric/special.ts';
import { nextGegenbauer, nextKrawtchouk } from './levels/polynomials.ts';

/**
 * A kernel K(x, x′) that depends on the inputs through q = x·x′/d, and on p = |x|²/d, p′ = |x′|²/d:
 * all domains here have inputs of mean square 1 per coordinate, so that p is near 1. A `bandwidth`
 * is in units of the typical input length √d.
 */
export type KernelSpec =
  /** x·x′/d. */
  | { kernel: 'linear' }
  /** exp(−|x − x′|²/(2dℓ²)). */
  | { kernel: 'rbf'; bandwidth: number }
  /** exp(−|x − x′|/(ℓ√d)). */
  | { kernel: 'laplace'; bandwidth: number }
  /**
   * Of an infinitely wide network: its covariance at initialisation (`nngp`), or its tangent kernel
   * with all layers trained.
   */
  | ({ kernel: 'nngp' | 'ntk' } & Architecture)
  /**
   * Σ_k k^−β P_k(cos), P_k the polynomials of the sphere or the hypercube: eigenvalues
   * k^−β/multiplicity by construction.
   */
  | { kernel: 'power-law'; decay: number; dimension: number; polynomials: Polynomials };

export type Polynomials = 'gegenbauer' | 'krawtchouk';

/** Levels of the power-law kernel, as in 2006.13198. */
export const POWER_LAW_LEVELS = 30;

/**
 * Fully connected layers in NTK parameterisation, h = √(σ_w²/n) W φ + √σ_b² b with standard normal
 * W and b, and a scalar output.
 */
export interface Architecture {
  activation: KernelActivation;
  /** Hidden layers L ≥ 1. */
  depth: number;
  /** σ_w² > 0. */
  weightVariance: number;
  /** σ_b² ≥ 0. */
  biasVariance: number;
}

export type KernelActivation = 'relu' | 'erf';

/** K as a function of q = x·x′/d, p = |x|²/d and p′ = |x′|²/d. */
export type KernelFunction = (q: number, p: number, p2: number) => number;

/** Throws `OutOfRange` for a bandwidth, variance or depth outside its range. */
export function kernelFunction(spec: KernelSpec): KernelFunction {
  switch (spec.kernel) {
    case 'linear':
      return (q) => q;
    case 'rbf': {
      const scale = 1 / (2 * squared(positive('the bandwidth', spec.bandwidth)));
      return (q, p, p2) => exp(-Math.max(p + p2 - 2 * q, 0) * scale);
    }
    case 'laplace': {
      const scale = 1 / positive('the bandwidth', spec.bandwidth);
      return (q, p, p2) => exp(-Math.sqrt(Math.max(p + p2 - 2 * q, 0)) * scale);
    }
    case 'nngp':
    case 'ntk': {
      checkNetwork(spec);
      const tangent = spec.kernel === 'ntk';
      return (q, p, p2) => {
        const variances = layerVariances(spec, p);
        if (q === p && p === p2) return networkKernelOfEqual(spec, tangent, variances, 0);
        return networkKernel(spec, tangent, q, variances, p === p2 ? variances : layerVariances(spec, p2), 0, 0);
      };
    }
    case 'power-law': {
      const traces = Float64Array.from({ length: POWER_LAW_LEVELS + 1 }, (_, k) =>
        k === 0 ? 0 : power(k, -spec.decay),
      );
      return (q, p, p2) => powerLawKernel(traces, spec.dimension, spec.polynomials, q / Math.sqrt(p * p2));
    }
  }
}

/** K^l(x, x) of layers l = 1 … L + 1 at p = |x|²/d. */
export function layerVariances(
  { activation, depth, weightVariance, biasVariance }: Architecture,
  p: number,
): Float64Array {
  const variances = new Float64Array(depth + 1);
  variances[0] = biasVariance + weightVariance * p;
  for (let l = 0; l < depth; l++)
    variances[l + 1] = biasVariance + weightVariance * dualOfEqual(activation, variances[l]);
  return variances;
}

/**
 * Covariance K or tangent kernel Θ of the network's output: K¹ = σ_b² + σ_w² q, Θ¹ = K¹;
 * K^{l+1} = σ_b² + σ_w² T(K^l), Θ^{l+1} = K^{l+1} + σ_w² Ṫ(K^l) Θ^l. The variances of the two
 * inputs come from `layerVariances`, starting at `at` and `at2`. Sources: 1806.07572; 1711.00165;
 * Cho & Saul 2009 (relu), Williams 1996 (erf).
 */
export function networkKernel(
  { activation, depth, weightVariance: w, biasVariance: b }: Architecture,
  tangent: boolean,
  q: number,
  variances: Float64Array,
  variances2: Float64Array,
  at: number,
  at2: number,
): number {
  const dual = activation === 'relu' ? reluDual : erfDual;
  let K = b + w * q;
  let Theta = K;
  for (let l = 0; l < depth; l++) {
    dual(variances[at + l], K, variances2[at2 + l], moments);
    K = b + w * moments.value;
    Theta = K + w * moments.derivative * Theta;
  }
  return tangent ? Theta : K;
}

/**
 * `networkKernel` of a point with itself, where rounding of the cosine to 1 − ε would be √ε in the
 * angle.
 */
export function networkKernelOfEqual(
  { activation, depth, weightVariance: w }: Architecture,
  tangent: boolean,
  variances: Float64Array,
  at: number,
): number {
  let Theta = variances[at];
  for (let l = 0; l < depth; l++) {
    const slope = activation === 'relu' ? 1 / 2 : 4 / Math.PI / Math.sqrt(1 + 4 * variances[at + l]);
    Theta = variances[at + l + 1] + w * slope * Theta;
  }
  return tangent ? Theta : variances[at + depth];
}

/** Σ_{k≥1} traces[k] P_k(t). */
function powerLawKernel(traces: Float64Array, dimension: number, polynomials: Polynomials, t: number): number {
  const next = polynomials === 'gegenbauer' ? nextGegenbauer : nextKrawtchouk;
  let sum = 0;
  let [before, now] = [1, next(dimension, 0, t, 1, 0)];
  for (let k = 1; k < traces.length; k++) {
    sum += traces[k] * now;
    if (polynomials === 'krawtchouk' && k === dimension) break;
    [before, now] = [now, next(dimension, k, t, now, before)];
  }
  return sum;
}

/**
 * E φ(u)φ(v) and E φ′(u)φ′(v) for a centred Gaussian (u, v) of covariance [[k11, k12], [k12, k22]].
 */
export interface DualMoments {
  value: number;
  derivative: number;
}

/** One object throughout: Gram matrices call this millions of times. */
const moments: DualMoments = { value: 0, derivative: 0 };

/** The arc-cosine kernels of order 1 and 0. Cho & Saul 2009. */
export function reluDual(k11: number, k12: number, k22: number, out: DualMoments): void {
  const size = Math.sqrt(k11 * k22);
  const cosine = size === 0 ? 1 : Math.min(1, Math.max(-1, k12 / size));
  const angle = arccos(cosine);
  const sine = Math.sqrt((1 - cosine) * (1 + cosine));
  out.value = (size / (2 * Math.PI)) * (sine + (Math.PI - angle) * cosine);
  out.derivative = (Math.PI - angle) / (2 * Math.PI);
}

/** Williams 1996. */
export function erfDual(k11: number, k12: number, k22: number, out: DualMoments): void {
  const size = (1 + 2 * k11) * (1 + 2 * k22);
  out.value = (2 / Math.PI) * arcsin(Math.min(1, Math.max(-1, (2 * k12) / Math.sqrt(size))));
  out.derivative = 4 / Math.PI / Math.sqrt(size - 4 * k12 * k12);
}

function dualOfEqual(activation: KernelActivation, k: number): number {
  return activation === 'relu' ? k / 2 : (2 / Math.PI) * arcsin((2 * k) / (1 + 2 * k));
}

function checkNetwork({ depth, weightVariance, biasVariance }: Architecture): void {
  if (!Number.isInteger(depth) || depth < 1) throw new OutOfRange('the depth', depth, 'a whole number from 1');
  positive('the weight variance', weightVariance);
  if (!(biasVariance >= 0) || !Number.isFinite(biasVariance))
    throw new OutOfRange('the bias variance', biasVariance, 'finite and at least 0');
}

function positive(name: string, value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) throw new OutOfRange(name, value, 'a positive number');
  return value;
}
