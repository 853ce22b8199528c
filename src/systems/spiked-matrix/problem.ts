import type { SpikedMatrixParameters } from './parameters.ts';

/** A symmetric matrix with a planted direction, and the times at which the flow is looked at. */
export interface SpikedMatrixProblem {
  parameters: SpikedMatrixParameters;
  times: Float64Array;
}

const LOOKS = 12;
/** The first look, in parts of the time. */
const FIRST = 1 / 20;

export function prepare(parameters: SpikedMatrixParameters): SpikedMatrixProblem {
  const at = (i: number) => parameters.time * FIRST ** (1 - i / (LOOKS - 1));
  return { parameters, times: Float64Array.from({ length: LOOKS }, (_, i) => at(i)) };
}

export function timesOf({ times }: SpikedMatrixProblem): Float64Array {
  return times;
}
