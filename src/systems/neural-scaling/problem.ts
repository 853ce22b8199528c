import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import type { NeuralScalingParameters } from './parameters.ts';

/** Modes of the data, and the steps after which curves are given. */
export interface NeuralScalingProblem {
  parameters: NeuralScalingParameters;
  /** λ_k = k^(−b), and the target's power λ_k w_k² = k^(−a). */
  lambda: Float64Array;
  power: Float64Array;
  steps: number[];
}

const PER_DECADE = 8;

/** Throws `BadInput` for more projections than modes. */
export function prepare(parameters: NeuralScalingParameters): NeuralScalingProblem {
  const { features, dimension, projection, capacity, source, steps } = parameters;
  if (projection === 'random' && features > dimension)
    throw new BadInput(
      `features is ${features}, but only ${dimension} modes are there to be projected: choose at most as many, more of dimension, or projection=none`,
    );
  const modes = (exponent: number) => Float64Array.from({ length: dimension }, (_, k) => power(k + 1, -exponent));
  return {
    parameters,
    lambda: modes(capacity),
    power: modes(source),
    steps: logarithmicSteps(PER_DECADE, steps).filter((step) => step > 0),
  };
}

/** Whether all modes are learned in the end, so that no loss is left over. */
export function learnsAll({ learning, projection }: NeuralScalingParameters): boolean {
  return learning === 'population' && projection === 'none';
}
