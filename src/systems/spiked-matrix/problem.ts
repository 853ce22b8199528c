import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import type { SpikedMatrixParameters } from './parameters.ts';

/** A symmetric matrix with a planted direction, and the times at which the flow is looked at. */
export interface SpikedMatrixProblem {
  parameters: SpikedMatrixParameters;
  times: Float64Array;
}

const LOOKS = 12;
/** The first look, in parts of the time. */
const FIRST = 1 / 20;

/** Throws `BadInput` for an overlap that no start in one dimension has. */
export function prepare(parameters: SpikedMatrixParameters): SpikedMatrixProblem {
  if (parameters.size === 1 && parameters.start !== 'random')
    throw new BadInput(
      `start is ${parameters.start}, but in one dimension a start is the planted direction or its opposite: take size=2 or more, or start=random`,
    );
  const at = (i: number) => parameters.time * power(FIRST, 1 - i / (LOOKS - 1));
  return { parameters, times: Float64Array.from({ length: LOOKS }, (_, i) => at(i)) };
}

export function timesOf({ times }: SpikedMatrixProblem): Float64Array {
  return times;
}
