import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import type { DenseMemoryParameters } from './parameters.ts';

export interface DenseMemoryProblem {
  parameters: DenseMemoryParameters;
  /** How many units of a query are flipped. */
  wrong: number;
}

/** Throws `BadInput` for energies that float64 does not hold exactly. */
export function prepare(parameters: DenseMemoryParameters): DenseMemoryProblem {
  const { memory, units, degree, flipped } = parameters;
  const most = Math.floor(power(2, 53 / degree));
  if (memory === 'power' && units > most)
    throw new BadInput(
      `units is ${units}, but must be at most ${most} with degree=${degree}, so that powers of overlaps are exact`,
    );
  return { parameters, wrong: Math.round(flipped * units) };
}
