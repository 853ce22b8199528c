import { BadInput } from '../../numeric/errors.ts';
import type { BoundsParameters } from './parameters.ts';

export interface BoundsProblem {
  parameters: BoundsParameters;
  /** n, the training samples. */
  samples: number;
  /** γ, of inputs of unit length. */
  margin: number;
}

const FEWEST = 5;

/** Throws `BadInput` for a few dimensions, and fewer than two samples. */
export function prepare(parameters: BoundsParameters): BoundsProblem {
  const { dimension, load, margin } = parameters;
  if (dimension < FEWEST)
    throw new BadInput(`dimension is ${dimension}, but must be at least ${FEWEST}: the theory is for many inputs`);
  const samples = Math.round(load * dimension);
  if (samples < 2)
    throw new BadInput(
      `load is ${load}, which is ${samples} samples in ${dimension} dimensions: choose at least ${(2 / dimension).toPrecision(2)}, for two`,
    );
  return { parameters, samples, margin: margin / Math.sqrt(dimension) };
}
