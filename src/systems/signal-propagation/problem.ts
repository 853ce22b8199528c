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

/** Narrower networks of relu units die now and then, all at once. */
const NARROWEST = 16;

/** Lengths beyond these are no longer float32's business, which the experiment counts in. */
const LENGTHS = [1e-30, 1e30] as const;

/** φ′(0)², and of relu its mean: what a weak signal's length is multiplied by, over σ_w². */
const WEAK_GROWTH = { relu: 0.5, tanh: 1, erf: 4 / Math.PI } as const;

/**
 * Throws `BadInput` for networks that are too narrow, and for lengths that leave the numbers on
 * their way up.
 */
export function prepare(parameters: SignalParameters): SignalProblem {
  const { architecture, activation, weightVariance, biasVariance, width, depth, startLength } = parameters;
  if (width < NARROWEST)
    throw new BadInput(`width is ${width}, but must be at least ${NARROWEST}: the theory is that of wide networks`);
  if (architecture === 'plain') {
    const growth = weightVariance * WEAK_GROWTH[activation];
    const last = startLength * wholePower(growth, depth);
    const vanishes = biasVariance === 0 && last < LENGTHS[0];
    if (vanishes || (activation === 'relu' && last > LENGTHS[1]))
      throw new BadInput(
        `depth is ${depth}, but lengths ${vanishes ? 'shrink' : 'grow'} by ${plain(growth, 3)} a layer, to ${plain(last, 1)}, which single precision does not hold: choose fewer layers or a ${vanishes ? 'larger' : 'smaller'} weightVariance`,
      );
  }
  return {
    parameters,
    layers: Float64Array.from({ length: depth + 1 }, (_, l) => l),
    settled: Math.floor(depth / 2),
  };
}
