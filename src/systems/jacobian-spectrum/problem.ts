import { BadInput } from '../../numeric/errors.ts';
import type { JacobianParameters } from './parameters.ts';

export interface JacobianProblem {
  parameters: JacobianParameters;
  /**
   * Edges of the histogram's bins, singular values over the root of σ_w² (relu: σ_w²/2) per layer.
   */
  edges: Float64Array;
  /** What singular values are divided by for the histogram. */
  unit: number;
}

const NARROWEST = 8;
const BINS = 40;

/** Throws `BadInput` for networks that are too narrow. */
export function prepare(parameters: JacobianParameters): JacobianProblem {
  const { activation, weightVariance, depth, width } = parameters;
  if (width < NARROWEST)
    throw new BadInput(`width is ${width}, but must be at least ${NARROWEST}: narrower spectra are a few numbers`);
  // A little more than the largest there is of linear and relu layers, (1 + 1/L)^L
  // (L + 1) ≤ e(2L + 1).
  const top = Math.sqrt(Math.E * (activation === 'linear' ? depth + 1 : 2 * depth + 1));
  return {
    parameters,
    edges: Float64Array.from({ length: BINS + 1 }, (_, i) => (top * i) / BINS),
    unit: Math.sqrt(weightVariance / (activation === 'relu' ? 2 : 1)) ** depth,
  };
}
