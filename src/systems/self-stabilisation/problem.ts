import { fullyConnected } from '../../networks/fully-connected.ts';
import type { Model } from '../../networks/model.ts';
import { chebyshevData } from '../shared/chebyshev.ts';
import type { SelfStabilisationParameters } from './parameters.ts';

export interface SelfStabilisationProblem {
  parameters: SelfStabilisationParameters;
  model: Model;
  /** Of all samples, one number each. */
  inputs: Float64Array;
  targets: Float64Array;
  /** Of the rays on which the cycle is measured, in the plane of ln(|x|/x*) and (S − 2/η)/√(2α). */
  angles: Float64Array;
}

/** Rays, none of them on the edge itself. */
const POINTS = 24;

export function prepare(parameters: SelfStabilisationParameters): SelfStabilisationProblem {
  const { hidden, activation, degree, samples } = parameters;
  return {
    parameters,
    model: fullyConnected({ sizes: [1, ...hidden, 1], activation }),
    ...chebyshevData(degree, samples),
    angles: Float64Array.from({ length: POINTS }, (_, k) => (2 * Math.PI * (k + 0.5)) / POINTS),
  };
}
