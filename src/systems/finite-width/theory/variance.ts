import { type AveragedActivation, meanFourth, meanSquare } from '../../../numeric/activation-averages.ts';
import { power, squared } from '../../../numeric/special.ts';
import { type Layer, lengthMap, lengthSlope } from '../../shared/signal-maps.ts';

/**
 * E q_L²/(E q_L)², q_L = |h^L|²/n, of linear or relu layers without biases and a fixed input: the
 * expected length K, given the layer below, gains 1 + 2/n or 1 + 5/n a step, and |h|²/n one more
 * factor 1 + 2/n. Exact at every width (Hanin & Nica 2018, arXiv 1812.05994).
 */
export function secondMomentRatio(phi: 'linear' | 'relu', width: number, depth: number): number {
  return (1 + 2 / width) * expectedSecondMomentRatio(phi, width, depth);
}

/** The same of K_L; of the squared norm of the Jacobian dh^L/dh¹ on a fixed vector, too. */
export function expectedSecondMomentRatio(phi: 'linear' | 'relu', width: number, depth: number): number {
  return power(1 + (phi === 'relu' ? 5 : 2) / width, depth - 1);
}

/** The mean of φ(z)² and n Var/(mean)² of |φ(z)|²/n, z standard normal. */
const SQUARES = { linear: { mean: 1, scatter: 2 }, relu: { mean: 0.5, scatter: 5 } } as const;

/**
 * E q_L²/(E q_L)² of linear or relu layers with or without biases, from a first layer of variance
 * `start`. K′ = σ_w²KX + σ_b², X = |φ(z)|²/n independent of K: with the share a = σ_w² E[KX]/E K′
 * that comes from below, E K′²/(E K′)² − 1 is a² times what it is without biases. Exact at every
 * width.
 */
export function secondMomentRatioWithBiases(
  { phi, weightVariance, biasVariance }: Omit<Layer, 'phi'> & { phi: 'linear' | 'relu' },
  start: number,
  width: number,
  depth: number,
): number {
  const { mean, scatter } = SQUARES[phi];
  let [length, ratio] = [start, 1];
  for (let l = 1; l < depth; l++) {
    const fromBelow = weightVariance * mean * length;
    length = fromBelow + biasVariance;
    const share = fromBelow / length;
    ratio = 1 + share * share * (ratio * (1 + scatter / width) - 1);
  }
  return (1 + 2 / width) * ratio;
}

/**
 * Layers with any activation, to leading order in 1/n: n Var K' = s² n Var K + σ_w⁴ Var φ(√q z)²,
 * s = dq′/dq, from a fixed K = q, and what the last layer's finite sum adds, 2q²/n. Over q_L².
 */
export function leadingRelativeVariance(layer: Layer, start: number, width: number, depth: number): number {
  let [q, variance] = [start, 0];
  for (let l = 1; l < depth; l++) {
    variance = squared(lengthSlope(layer, q)) * variance + stepVariance(layer, q) / width;
    q = lengthMap(layer, q);
  }
  return variance / (q * q) + 2 / width;
}

/** n Var K at rest, at the fixed length: σ_w⁴ Var φ(√q* z)²/(1 − s²). */
export function restingVariance(layer: Layer, q: number): number {
  return stepVariance(layer, q) / (1 - squared(lengthSlope(layer, q)));
}

/** σ_w⁴ Var φ(√q z)². */
function stepVariance({ phi, weightVariance }: { phi: AveragedActivation; weightVariance: number }, q: number): number {
  return weightVariance * weightVariance * (meanFourth(phi, q) - squared(meanSquare(phi, q)));
}
