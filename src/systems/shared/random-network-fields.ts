import { z } from 'zod';

// Parameters of random networks at large width that several systems declare.

/** σ_w². */
export function weightVarianceField(initial: number, range: [number, number], most: number) {
  return z.number().min(0.01).max(most).default(initial).meta({
    title: 'weight variance',
    symbol: 'σ_w²',
    description: 'n times the variance of a weight (a variance, where papers often plot σ_w)',
    scale: 'linear',
    range,
  });
}

/** σ_b². */
export function biasVarianceField(initial: number, range: [number, number], most: number) {
  return z.number().min(0).max(most).default(initial).meta({
    title: 'bias variance',
    symbol: 'σ_b²',
    description: 'variance of a bias',
    scale: 'linear',
    range,
  });
}

/** q⁰, of a network whose first layer is given. */
export function startLengthField(range: [number, number]) {
  return z.number().min(1e-6).max(100).default(1).meta({
    title: 'initial length',
    symbol: 'q⁰',
    description: 'mean square of the preactivations that enter the network',
    scale: 'log',
    range,
  });
}
