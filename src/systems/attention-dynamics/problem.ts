import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import type { AttentionParameters } from './parameters.ts';

export interface AttentionProblem {
  parameters: AttentionParameters;
  /** Eigenvalues of the inputs' covariance, the largest first. */
  spectrum: Float64Array;
  /** At which the loss is looked at, ascending; the last one ends training. */
  steps: Int32Array;
}

const LOOKS = 25;
/** Numbers drawn in one training. */
const MOST_NUMBERS = 2e10;

/** Throws `BadInput` for trainings of hardly a step, or of too many. */
export function prepare(parameters: AttentionParameters): AttentionProblem {
  const { dimension, decay, duration, rate, batch, length } = parameters;
  const last = Math.round(duration / rate);
  if (last < 2 * LOOKS)
    throw new BadInput(
      `duration is ${duration}, which is ${last} steps of rate=${rate}: choose at least ${2 * LOOKS * rate}, or a smaller rate`,
    );
  const numbers = last * batch * (length + 1) * (dimension + 1);
  if (numbers > MOST_NUMBERS)
    throw new BadInput(
      `duration is ${duration}, which is ${last} steps of batch=${batch} contexts of length=${length}, more than there is time for: choose a shorter duration, a larger rate or a smaller batch`,
    );
  return {
    parameters,
    spectrum: Float64Array.from({ length: dimension }, (_, k) => power(k + 1, -decay)),
    steps: Int32Array.from({ length: LOOKS }, (_, i) => Math.round((last * (i + 1)) / LOOKS)),
  };
}
