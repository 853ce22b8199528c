import type { FeatureGeometryParameters } from './parameters.ts';

export interface FeatureGeometryProblem {
  parameters: FeatureGeometryParameters;
  /** Each feature can have an output of its own, or one half of a dimension, at no cost. */
  isFree: boolean;
}

export function prepare(parameters: FeatureGeometryParameters): FeatureGeometryProblem {
  const { features, dimensions, activation } = parameters;
  // Antipodal pairs, of which a ReLU hides one or the other.
  const places = activation === 'relu' ? 2 * dimensions : dimensions;
  return { parameters, isFree: features <= places };
}
