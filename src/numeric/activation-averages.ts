import { arcsin } from './arc.ts';
import { gaussianMeans } from './hermite.ts';
import { atan2, cos, erf, exp, power, sin, squared, tanh, wholePower } from './special.ts';

// Averages of an activation over Gaussian preactivations, as the mean-field theory of random
// networks needs them: of one preactivation u ~ N(0, q), and of two of them with the correlation
// c = 1 − ε. Activations are relu, tanh and erf(x) (not erf(x/√2)). All are within 1e-11 for
// 0 ≤ q ≤ 1e3; closed forms where there are any, else quadratures.

export const averagedActivations = ['relu', 'tanh', 'erf'] as const;
export type AveragedActivation = (typeof averagedActivations)[number];

/** E φ(u)². */
export function meanSquare(phi: AveragedActivation, q: number): number {
  if (phi === 'relu') return q / 2;
  if (phi === 'erf') return (2 / Math.PI) * arcsin((2 * q) / (1 + 2 * q));
  return tanhMean(q, (t) => t * t);
}

/** d E φ(u)²/dq = E[φ′(u)² + φ(u) φ″(u)]. */
export function meanSquareGrowth(phi: AveragedActivation, q: number): number {
  if (phi === 'relu') return 0.5;
  if (phi === 'erf') return 4 / (Math.PI * (1 + 2 * q) * Math.sqrt(1 + 4 * q));
  return tanhMean(q, (t, s) => s * (s - 2 * t * t));
}

/** E φ(u)⁴. */
export function meanFourth(phi: AveragedActivation, q: number): number {
  if (phi === 'relu') return 1.5 * q * q;
  if (phi === 'tanh') return tanhMean(q, (t) => wholePower(t, 4));
  const [mean] = gaussianMeans((z, out) => {
    out[0] = wholePower(erf(Math.sqrt(q) * z), 4);
  }, 1);
  return mean;
}

/** E φ′(u)². */
export function meanSquareSlope(phi: AveragedActivation, q: number): number {
  if (phi === 'relu') return 0.5;
  if (phi === 'erf') return 4 / (Math.PI * Math.sqrt(1 + 4 * q));
  return tanhMean(q, (_, s) => s * s);
}

/** E φ′(u)⁴. */
export function meanFourthSlope(phi: AveragedActivation, q: number): number {
  if (phi === 'relu') return 0.5;
  if (phi === 'erf') return 16 / (squared(Math.PI) * Math.sqrt(1 + 8 * q));
  return tanhMean(q, (_, s) => wholePower(s, 4));
}

/** E φ″(u)². */
export function meanSquareBend(phi: Exclude<AveragedActivation, 'relu'>, q: number): number {
  if (phi === 'erf') return (16 * q) / (Math.PI * power(1 + 4 * q, 1.5));
  return tanhMean(q, (t, s) => squared(2 * t * s));
}

/** Averages over two preactivations of variance q and correlation 1 − ε. */
export interface PairAverages {
  /** ½ E(φ(u₁) − φ(u₂))² = E φ² − E φ(u₁)φ(u₂), without cancellation for small ε. */
  difference: number;
  /** E φ′(u₁)φ′(u₂). */
  slopes: number;
}

/** For 0 ≤ ε ≤ 2. Cho & Saul 2009 (relu), Williams 1996 (erf), and a double sum for tanh. */
export function pairAverages(phi: AveragedActivation, q: number, epsilon: number): PairAverages {
  if (phi === 'tanh') return tanhPair(q, epsilon);
  return phi === 'relu' ? reluPair(q, epsilon) : erfPair(q, epsilon);
}

function reluPair(q: number, epsilon: number): PairAverages {
  const theta = 2 * arcsin(Math.sqrt(epsilon / 2));
  // sin θ − θ cos θ
  const bend =
    theta < 0.05
      ? (theta * theta * theta) / 3 - wholePower(theta, 5) / 30 + wholePower(theta, 7) / 840
      : sin(theta) - theta * cos(theta);
  return { difference: (q / 2) * (epsilon - bend / Math.PI), slopes: 0.5 * (1 - theta / Math.PI) };
}

function erfPair(q: number, epsilon: number): PairAverages {
  // arcsin a − arcsin b, a = 2q/(1 + 2q), b = (1 − ε)a, as the angle of its sine and cosine.
  const a = (2 * q) / (1 + 2 * q);
  const b = (1 - epsilon) * a;
  const rootA = Math.sqrt(1 + 4 * q) / (1 + 2 * q);
  const rootB = Math.sqrt((1 - b) * (1 + b));
  const sine = b > 0 ? (a * a * epsilon * (2 - epsilon)) / (a * rootB + b * rootA) : a * rootB - b * rootA;
  return {
    difference: (2 / Math.PI) * atan2(sine, rootA * rootB + a * b),
    slopes: 4 / (Math.PI * Math.sqrt(1 + 4 * q + 4 * q * q * epsilon * (2 - epsilon))),
  };
}

/** Standard normal numbers beyond it are rarer than rounding. */
const LARGEST = 8.6;

/**
 * With u₁,₂ = a ± b, a and b independent of variances q(1 ± c)/2, the addition theorem makes of
 * both averages rational functions of tanh a and tanh b: no difference of close numbers, and no
 * tanh inside the double sum.
 */
function tanhPair(q: number, epsilon: number): PairAverages {
  const a = halfLine(Math.sqrt(q * (1 - epsilon / 2)));
  const b = halfLine(Math.sqrt((q * epsilon) / 2));
  let [difference, slopes] = [0, 0];
  for (let i = 0; i < a.t.length; i++) {
    const [square, s] = [squared(a.t[i]), a.s[i]];
    let [differences, products] = [0, 0];
    for (let j = 0; j < b.t.length; j++) {
      // φ(u₁) − φ(u₂) = 2 tanh b sech² a/(1 − tanh² a tanh² b), the denominator as a sum.
      const ratio = s / (s + square * b.s[j]);
      const weight = b.weights[j] * ratio * ratio;
      differences += weight * b.t[j] * b.t[j];
      products += weight * b.s[j] * b.s[j];
    }
    difference += a.weights[i] * differences;
    slopes += a.weights[i] * products;
  }
  return { difference: 2 * difference, slopes };
}

/** E f(tanh u, sech² u), even in u. */
function tanhMean(q: number, f: (t: number, s: number) => number): number {
  const { weights, t, s } = halfLine(Math.sqrt(q));
  return weights.reduce((sum, weight, i) => sum + weight * f(t[i], s[i]), 0);
}

/** Nodes z ≥ 0 of the trapezoidal rule for even functions of a Gaussian; there tanh and sech². */
interface HalfLine {
  weights: Float64Array;
  t: Float64Array;
  s: Float64Array;
}

/**
 * The rule converges as e^(−2πd/step), with d the distance of the poles from the line, π/2 over the
 * deviation; the rest of the exponent is for poles of higher order.
 */
function halfLine(deviation: number): HalfLine {
  const step = Math.min(0.4, (2 * Math.PI * (Math.PI / 2)) / (50 * deviation));
  const count = Math.ceil(LARGEST / step) + 1;
  const weights = new Float64Array(count);
  const t = new Float64Array(count);
  const s = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const z = i * step;
    weights[i] = ((i === 0 ? 1 : 2) * step * exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI);
    t[i] = tanh(deviation * z);
    // sech² = 1 − tanh², accurate in its tails too.
    const shrunk = exp(-2 * deviation * z);
    s[i] = (4 * shrunk) / squared(1 + shrunk);
  }
  return { weights, t, s };
}
