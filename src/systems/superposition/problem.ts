import type { SuperpositionParameters } from './parameters.ts';

export interface SuperpositionProblem {
  parameters: SuperpositionParameters;
  /** Of the features, in the loss. */
  importances: readonly number[];
  /** m, of the hidden layer. */
  dimensions: number;
}

export function prepare(parameters: SuperpositionParameters): SuperpositionProblem {
  return { parameters, importances: [1, parameters.importance], dimensions: 1 };
}
