import { BadInput } from '../../numeric/errors.ts';
import { plain } from '../../statistics/sentences.ts';
import type { HopfieldParameters } from './parameters.ts';

export interface HopfieldProblem {
  parameters: HopfieldParameters;
  /** P, the number of stored patterns. */
  patterns: number;
  /** P/N, what the load has become by rounding P. */
  load: number;
}

/** Colder networks are those of temperature 0, and their averages take ever finer quadrature. */
const COLDEST = 0.01;

/** Throws `BadInput` for fewer than two patterns, and temperatures just above zero. */
export function prepare(parameters: HopfieldParameters): HopfieldProblem {
  const { units, load, temperature } = parameters;
  const patterns = Math.round(load * units);
  if (patterns < 2)
    throw new BadInput(
      `load is ${load}, which is ${patterns} of ${units} units in patterns: choose at least ${plain(2 / units, 2)}, for two patterns, or more units`,
    );
  if (temperature > 0 && temperature < COLDEST)
    throw new BadInput(
      `temperature is ${temperature}, but must be 0 or at least ${COLDEST}: below, networks are those of temperature 0`,
    );
  return { parameters, patterns, load: patterns / units };
}
