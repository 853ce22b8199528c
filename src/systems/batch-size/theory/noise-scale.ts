import { power, squared } from '../../../numeric/special.ts';
import type { SecondMoments } from './second-moments.ts';

/** Inputs with these variances, errors in their eigenbasis, and the variance of the label noise. */
export interface Position {
  lambda: ArrayLike<number>;
  errors: ArrayLike<number>;
  sigma2: number;
}

/** What one step of SGD meets at a position; all of L = ½ Σ λe². */
export interface StepStatistics {
  /** |∇L|². */
  G2: number;
  /** ∇L·H∇L. */
  GHG: number;
  /** Trace of the covariance Σ of one example's gradient, and of HΣ. */
  trSigma: number;
  trHSigma: number;
  /** tr Σ/|∇L|². */
  simple: number;
  /** tr HΣ/(∇L·H∇L). */
  noise: number;
}

/**
 * The gradient and its noise. With Gaussian inputs Σ = GGᵀ + (S + σ²)Λ: the gradient's own square
 * is part of the noise, and makes both scales at least 1. McCandlish et al. 2018 (1812.06162),
 * section 2.
 */
export function stepStatistics({ lambda, errors, sigma2 }: Position): StepStatistics {
  const sum = (p: number, q: number) => {
    let total = 0;
    for (let k = 0; k < lambda.length; k++) total += power(lambda[k], p) * power(errors[k], q);
    return total;
  };
  const spread = sum(1, 2) + sigma2;
  const [G2, GHG] = [sum(2, 2), sum(3, 2)];
  const trSigma = G2 + spread * sum(1, 0);
  const trHSigma = GHG + spread * sum(2, 0);
  return { G2, GHG, trSigma, trHSigma, simple: trSigma / G2, noise: trHSigma / GHG };
}

/**
 * The noise scales on the way, as ratios of means over runs:
 * B_simple = 1 + (S + σ²) tr Λ/E|G|², B_noise = 1 + (S + σ²) tr Λ²/E GᵀΛG.
 */
export function noiseScales(moments: SecondMoments, lambda: ArrayLike<number>, sigma2: number) {
  let [trace, squares] = [0, 0];
  for (let k = 0; k < lambda.length; k++) {
    trace += lambda[k];
    squares += squared(lambda[k]);
  }
  const spread = moments.risk + sigma2;
  return {
    simple: 1 + (spread * trace) / moments.weighted(2),
    noise: 1 + (spread * squares) / moments.weighted(3),
  };
}

/**
 * The best step from a position, and the fall of the loss ½S that it brings, exactly for a
 * quadratic loss: ε_max/(1 + B_noise/B) and ΔL_max/(1 + B_noise/B). 1812.06162, equations 2.6 and
 * 2.7.
 */
export function bestStep({ G2, GHG, noise }: StepStatistics, B: number): { epsilon: number; fall: number } {
  const share = 1 / (1 + noise / B);
  return { epsilon: (G2 / GHG) * share, fall: ((G2 * G2) / (2 * GHG)) * share };
}

/**
 * |G|² and tr Σ from the squared norms of the gradients of a small and a large batch: each
 * unbiased, also where the small batch is part of the large one. The ratio is not, so that
 * numerator and denominator are averaged first. 1812.06162, appendix A.1.
 */
export function twoBatchEstimate(small: { size: number; norm2: number }, large: { size: number; norm2: number }) {
  return {
    G2: (large.size * large.norm2 - small.size * small.norm2) / (large.size - small.size),
    trSigma: (small.norm2 - large.norm2) / (1 / small.size - 1 / large.size),
  };
}
