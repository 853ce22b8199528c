import { exp } from '../../../numeric/special.ts';
import { normalCdf } from '../../../statistics/distributions.ts';
import type { MessagePassingParameters } from '../parameters.ts';
import { absInformation } from './abs-channel.ts';
import { gaussianMean } from './gaussian-mean.ts';

export type Channel = Pick<MessagePassingParameters, 'channel' | 'noise'>;

/**
 * E(∂ ln Z)², what one row tells Bayes' estimator: Z(y, ω, V) is the chance of the label where the
 * field is ω ± √V, over the labels and ω of variance 1 − V. Of a teacher of power 1. Barbier et
 * al. (1708.03395).
 */
export function information({ channel, noise }: Channel, V: number): number {
  if (channel === 'linear') return 1 / (V + noise);
  if (channel === 'sign') return signInformation(V, noise);
  return absInformation(V, noise);
}

/** Twice E φ(t)²/Φ(t) over V + Δ, with t = ω/√(V + Δ) of the label 1. */
function signInformation(V: number, noise: number): number {
  const total = V + noise;
  const k = Math.sqrt((1 - V) / total);
  // φ(kξ)² leaves a normal density, at most this wide; under it lies 1/Φ.
  const width = 1 / Math.sqrt(1 + k * k);
  const mean = gaussianMean((z) => {
    const t = k * width * z;
    return exp(-0.5 * t * t) / normalCdf(t);
  }, STEP);
  return (width * mean) / (Math.PI * total);
}

/** Φ has no zero within 2 of the line; its inverse is averaged where |t| < 9. */
const STEP = 0.25;
