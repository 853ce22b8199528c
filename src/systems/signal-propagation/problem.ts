import { BadInput } from '../../numeric/errors.ts';
import { wholePower } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import type { SignalParameters } from './parameters.ts';

export interface SignalProblem {
  parameters: SignalParameters;
  /** 0 … L; layer 0 is what enters. */
  layers: Float64Array;
  /** The layer from which on numbers are measured: half-way up, where the start is forgotten. */
  settled: number;
}

/** Samples of the task that networks are trained on. */
export const TASK_SIZE = 32;

/** Lengths beyond these are no longer float32's business, which the experiment counts in. */
const LENGTHS = [1e-30, 1e30] as const;

/** φ′(0)², and of relu its mean: what a weak signal's length is multiplied by, over σ_w². */
const WEAK_GROWTH = { relu: 0.5, tanh: 1, erf: 4 / Math.PI } as const;

/** Squared gradients, over the last layer's, below which they are not known. */
export const SMALLEST_GRADIENT = 1e-290;

/**
 * Throws `BadInput` for lengths that leave the numbers on their way up, and for gradients that do
 * so on their way down.
 */
export function prepare(parameters: SignalParameters): SignalProblem {
  const { architecture, activation, weightVariance, biasVariance, depth, startLength } = parameters;
  if (architecture === 'plain') {
    const growth = weightVariance * WEAK_GROWTH[activation];
    const last = startLength * wholePower(growth, depth);
    const vanishes = biasVariance === 0 && last < LENGTHS[0];
    if (vanishes || (activation === 'relu' && last > LENGTHS[1]))
      throw new BadInput(
        `depth is ${depth}, but lengths ${vanishes ? 'shrink' : 'grow'} by ${plain(growth, 3)} a layer, to ${plain(last, 1)}, which single precision does not hold: choose fewer layers or a ${vanishes ? 'larger' : 'smaller'} weightVariance`,
      );
    // No activation's gradients fall more slowly: with biases relu's do so beside lengths that
    // stay.
    const gradient = wholePower(growth, depth);
    if (gradient < SMALLEST_GRADIENT)
      throw new BadInput(
        `depth is ${depth}, but squared gradients shrink by ${plain(growth, 3)} a layer and more, to ${plain(gradient, 1)}, which double precision does not hold: choose fewer layers or a larger weightVariance`,
      );
  }
  return {
    parameters,
    layers: Float64Array.from({ length: depth + 1 }, (_, l) => l),
    settled: Math.floor(depth / 2),
  };
}
