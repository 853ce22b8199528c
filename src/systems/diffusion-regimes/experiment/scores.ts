import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { exp, squared } from '../../../numeric/special.ts';

/** Noisy points x = αa + σε, as rows, with the α and σ² of all. */
export interface Noisy {
  state: Matrix;
  alpha: number;
  variance: number;
}

/**
 * Which training point made each x: e^(−|x − αa_j|²/2σ²), normalised over the rows a_j of `points`,
 * written into `weights` (states × points). `squares`: |a_j|².
 */
export function pointWeights(
  { state, alpha, variance }: Noisy,
  { points, squares, weights }: { points: Matrix; squares: Float64Array; weights: Matrix },
  engine: Engine,
): void {
  // Without |x|², which is common to all.
  engine.gemm({ a: state, b: points, c: weights, transposeB: true, alpha: alpha / variance });
  const n = points.rows;
  const values = weights.values;
  for (let start = 0; start < values.length; start += n) {
    let most = -Infinity;
    for (let j = 0; j < n; j++) {
      const exponent = values[start + j] - (alpha * alpha * squares[j]) / (2 * variance);
      values[start + j] = exponent;
      if (exponent > most) most = exponent;
    }
    let sum = 0;
    for (let j = 0; j < n; j++) {
      const below = values[start + j] - most;
      values[start + j] = below < -30 ? 0 : exp(below);
      sum += values[start + j];
    }
    for (let j = 0; j < n; j++) values[start + j] /= sum;
  }
}

/** The two classes N(±μ, s²), with μ along the first axis. */
export interface Classes {
  distance: number;
  spread: number;
}

/** The probability of the class +μ of one x, from the likelihoods of both. */
export function firstClassProbability(x0: number, { alpha, variance }: Omit<Noisy, 'state'>, classes: Classes): number {
  const both = 2 * (alpha * alpha * classes.spread + variance);
  const centre = alpha * classes.distance;
  return 1 / (1 + exp((squared(x0 - centre) - squared(x0 + centre)) / both));
}

/**
 * The mean of the clean point given x, of the true mixture: each class draws x towards its centre,
 * weighted by its probability. Written into `denoised`.
 */
export function mixtureMean(noisy: Noisy, classes: Classes, denoised: Matrix): void {
  const { state, alpha, variance } = noisy;
  const { distance, spread } = classes;
  const both = alpha * alpha * spread + variance;
  const [x, mean] = [state.values, denoised.values];
  const shrink = (alpha * spread) / both;
  for (let at = 0; at < x.length; at++) mean[at] = shrink * x[at];
  const { columns } = state;
  for (let start = 0; start < x.length; start += columns) {
    const first = firstClassProbability(x[start], noisy, classes);
    mean[start] += ((2 * first - 1) * variance * distance) / both;
  }
}
