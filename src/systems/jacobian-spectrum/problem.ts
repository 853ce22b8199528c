import { power } from '../../numeric/special.ts';
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

const BINS = 40;

export function prepare(parameters: JacobianParameters): JacobianProblem {
  const { activation, weightVariance, depth } = parameters;
  // A little more than the largest there is of linear and relu layers, (1 + 1/L)^L
  // (L + 1) ≤ e(2L + 1).
  const top = Math.sqrt(Math.E * (activation === 'linear' ? depth + 1 : 2 * depth + 1));
  return {
    parameters,
    edges: Float64Array.from({ length: BINS + 1 }, (_, i) => (top * i) / BINS),
    unit: power(Math.sqrt(weightVariance / (activation === 'relu' ? 2 : 1)), depth),
  };
}
