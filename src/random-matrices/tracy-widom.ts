import { OutOfRange } from '../numeric/errors.ts';
import { gaussLegendre } from '../numeric/quadrature.ts';
import { brent } from '../numeric/roots.ts';
import { airy } from './airy.ts';

/**
 * The Tracy–Widom laws of the largest eigenvalue, real (β = 1) and complex (β = 2): mean, variance,
 * skewness, excess kurtosis. Source: Bornemann 2010 (0904.1581), table of moments; the tests
 * integrate the distributions below to the same digits.
 */
export const tracyWidomMoments = {
  1: { mean: -1.206533574582, variance: 1.607781034581, skewness: 0.29346452408, excessKurtosis: 0.1652429384 },
  2: { mean: -1.771086807411, variance: 0.8131947928329, skewness: 0.22408420361, excessKurtosis: 0.0934480876 },
} as const;

export type DysonIndex = keyof typeof tracyWidomMoments;

/** Below it F is under 1e-13 (F_1 falls as e^(−|s|³/24)), above it 1 − F is under 1e-15. */
const SUPPORT: [number, number] = [-9, 13];
const NODES = 44;
/** Where Ai is below 1e-16 of its size. */
const FAR = 16;
const { nodes, weights } = gaussLegendre(NODES);

/**
 * The distribution function F_β(s); absolute error below 1e-13. With the operator A of kernel Ai(s
 * + u + v) on L²(0, ∞), F_1 = det(1 − A) (Ferrari & Spohn 2005) and F_2 = det(1 − A²), as A² is the
 * Airy kernel (Tracy & Widom 1994). The determinants by Gauss–Legendre quadrature, which converges
 * exponentially (Bornemann 2010, 0904.1581). Throws `OutOfRange` for NaN.
 */
export function tracyWidomCdf(s: number, beta: DysonIndex = 1): number {
  if (Number.isNaN(s)) throw new OutOfRange('s', s, 'a number');
  if (s <= SUPPORT[0]) return 0;
  if (s >= SUPPORT[1]) return 1;
  const kernel = airyKernel(s);
  const value = determinant(kernel, -1) * (beta === 1 ? 1 : determinant(kernel, 1));
  return Math.min(Math.max(value, 0), 1);
}

/**
 * The s with F_β(s) = `probability`, strictly between 0 and 1 and no nearer to either than 1e-10.
 * Throws `OutOfRange`.
 */
export function tracyWidomQuantile(probability: number, beta: DysonIndex = 1): number {
  if (!(probability >= 1e-10 && probability <= 1 - 1e-10))
    throw new OutOfRange('the probability', probability, 'from 1e-10 to 1 − 1e-10');
  return brent((s) => tracyWidomCdf(s, beta) - probability, SUPPORT[0], SUPPORT[1], 1e-12);
}

/** √w_i Ai(s + u_i + u_j) √w_j at the nodes u of (0, FAR − s), row-major. */
function airyKernel(s: number): Float64Array {
  const half = (FAR - s) / 2;
  const kernel = new Float64Array(NODES * NODES);
  for (let i = 0; i < NODES; i++)
    for (let j = 0; j <= i; j++) {
      const value = half * Math.sqrt(weights[i] * weights[j]) * airy(s + half * (2 + nodes[i] + nodes[j]));
      kernel[i * NODES + j] = value;
      kernel[j * NODES + i] = value;
    }
  return kernel;
}

/** det(1 + sign·K) by elimination with pivots. */
function determinant(kernel: Float64Array, sign: number): number {
  const a = kernel.map((value) => sign * value);
  for (let i = 0; i < NODES; i++) a[i * NODES + i] += 1;
  let product = 1;
  for (let k = 0; k < NODES; k++) {
    let pivot = k;
    for (let i = k + 1; i < NODES; i++) if (Math.abs(a[i * NODES + k]) > Math.abs(a[pivot * NODES + k])) pivot = i;
    if (pivot !== k) {
      product = -product;
      for (let j = k; j < NODES; j++) {
        const held = a[k * NODES + j];
        a[k * NODES + j] = a[pivot * NODES + j];
        a[pivot * NODES + j] = held;
      }
    }
    const diagonal = a[k * NODES + k];
    product *= diagonal;
    if (diagonal === 0) return 0;
    for (let i = k + 1; i < NODES; i++) {
      const factor = a[i * NODES + k] / diagonal;
      if (factor !== 0) for (let j = k + 1; j < NODES; j++) a[i * NODES + j] -= factor * a[k * NODES + j];
    }
  }
  return product;
}
