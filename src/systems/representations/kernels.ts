import { meanSquare, pairAverages } from '../../numeric/activation-averages.ts';
import { squared } from '../../numeric/special.ts';

/** A hidden layer of an infinitely wide random network, on n inputs of one length. */
export interface HiddenLayer {
  /** q: variance of what enters a neuron, on each input. */
  variance: number;
  /** 1 − c for the correlation c of what enters it on two inputs, n × n. */
  epsilon: Float64Array;
  /** E φφᵀ of what leaves it, n × n: the kernel that its features have. */
  kernel: Float64Array;
}

export interface Layers {
  activation: 'linear' | 'relu' | 'erf';
  depth: number;
  /** σ_w² */
  weightVariance: number;
}

/**
 * All hidden layers, by the recursion of the Gaussian process that a wide random network is: of
 * inputs X (n × d, row by row, of squared length d), through weights of variance σ_w²/fan-in,
 * without biases.
 */
export function hiddenLayers(
  inputs: Float64Array,
  n: number,
  { activation, depth, weightVariance: w }: Layers,
): HiddenLayer[] {
  const d = inputs.length / n;
  let variance = w;
  let epsilon = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let k = 0; k < d; k++) square += squared(inputs[i * d + k] - inputs[j * d + k]);
      epsilon[i * n + j] = epsilon[j * n + i] = Math.min(2, square / (2 * d));
    }
  return Array.from({ length: depth }, () => {
    const length = activation === 'linear' ? variance : meanSquare(activation, variance);
    const kernel = new Float64Array(n * n);
    const next = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        const e = epsilon[i * n + j];
        const apart = activation === 'linear' ? variance * e : pairAverages(activation, variance, e).difference;
        kernel[i * n + j] = kernel[j * n + i] = length - apart;
        next[i * n + j] = next[j * n + i] = apart / length;
      }
    const layer = { variance, epsilon, kernel };
    [variance, epsilon] = [w * length, next];
    return layer;
  });
}
