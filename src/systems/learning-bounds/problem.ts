import { BadInput } from '../../numeric/errors.ts';
import { plain } from '../../statistics/sentences.ts';
import type { BoundsParameters } from './parameters.ts';

export interface BoundsProblem {
  parameters: BoundsParameters;
  /** n, the training samples. */
  samples: number;
  /** γ, of inputs of unit length. */
  margin: number;
  /** Of each chain through the version space, the first half of which only forgets. */
  sweeps: number;
}

/** Throws `BadInput` for fewer than two samples. */
export function prepare(parameters: BoundsParameters): BoundsProblem {
  const { dimension, load, margin, sweeps } = parameters;
  const samples = Math.round(load * dimension);
  if (samples < 2)
    throw new BadInput(
      `load is ${load}, which is ${samples} samples in ${dimension} dimensions: choose at least ${plain(2 / dimension, 2)}, for two`,
    );
  return {
    parameters,
    samples,
    margin: margin / Math.sqrt(dimension),
    sweeps: Math.ceil(sweeps * Math.max(1, samples / dimension)),
  };
}
