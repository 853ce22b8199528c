import { type AveragedActivation, meanFourthSlope, meanSquareSlope } from '../../../numeric/activation-averages.ts';
import { squared } from '../../../numeric/special.ts';
import { lengthMap } from '../../shared/signal-maps.ts';

/** L layers J = W^L D^{L−1} ⋯ W^1 D^0, D^l = diag φ′(h^l), W_ij of variance σ_w²/n. */
export interface JacobianNetwork {
  phi: AveragedActivation | 'linear';
  weights: 'gaussian' | 'orthogonal';
  /** σ_w² > 0 and σ_b² ≥ 0, variances. */
  weightVariance: number;
  biasVariance: number;
  depth: number;
}

/** E over networks of moments of the n squared singular values. */
export interface JacobianMoments {
  /** (1/n) tr JJᵀ. */
  mean: number;
  /** (1/n) tr (JJᵀ)². */
  second: number;
}

/**
 * Gaussian weights at width n, exactly: a = E (1/n)tr M², b = E ((1/n)tr M)² and c = E (1/n)Σ M_ii²
 * of M = JJᵀ, from M = 1, layer by layer. For `linear` D = 1. For relu the slopes are coins that
 * nothing else depends on, since a row of W and its negative are equally likely (dead layers, 2^−n,
 * aside). Both are derived by Wick's theorem; normalised to a mean of 1.
 */
export function exactMoments(phi: 'linear' | 'relu', width: number, depth: number) {
  let [a, b, c] = [1, 1, 1];
  for (let l = 0; l < depth; l++) {
    // After D: E (1/n)tr (DMD)² and E ((1/n)tr DMD)²; relu's D² has the mean ½, made 1 by σ_w² = 2.
    const [squares, traces] = phi === 'relu' ? [a + c, b + c / width] : [a, b];
    a = (1 + 1 / width) * squares + traces;
    b = traces + (2 / squared(width)) * squares;
    c = traces + (2 / width) * squares;
  }
  return { second: a, traceSquared: b };
}

/**
 * Infinite width, where weights and slopes are free of each other: the mean is ∏ χ(q_l), and the
 * relative variances of the factors add up, μ₂/μ₁² − 1 of D² in each layer, μ_k = E φ′^2k, and 1 of
 * a Gaussian W. `length` is q of what enters. Pennington, Schoenholz & Ganguli 2017, 1711.04735.
 */
export function freeMoments(network: JacobianNetwork, length: number): JacobianMoments & { relativeVariance: number } {
  const { phi, weights, weightVariance, biasVariance, depth } = network;
  let [q, mean, relativeVariance] = [length, 1, 0];
  for (let l = 0; l < depth; l++) {
    if (weights === 'gaussian') relativeVariance += 1;
    if (phi === 'linear') {
      mean *= weightVariance;
      continue;
    }
    const square = meanSquareSlope(phi, q);
    mean *= weightVariance * square;
    relativeVariance += meanFourthSlope(phi, q) / squared(square) - 1;
    q = lengthMap({ phi, weightVariance, biasVariance }, q);
  }
  return { mean, second: mean * mean * (1 + relativeVariance), relativeVariance };
}

/**
 * Whether the moments are known at every width: Gaussian weights with slopes that are coins or 1.
 */
export function isExact({ phi, weights }: Pick<JacobianNetwork, 'phi' | 'weights'>): boolean {
  return weights === 'gaussian' && (phi === 'linear' || phi === 'relu');
}
