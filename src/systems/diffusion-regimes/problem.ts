import { BadInput } from '../../numeric/errors.ts';
import { exp, expm1, log } from '../../numeric/special.ts';
import type { RegimesParameters } from './parameters.ts';

/** Two classes of Gaussian data, and the times at which their noising is turned round. */
export interface RegimesProblem {
  parameters: RegimesParameters;
  /** Of the process dx = −x dt + √2 dW, ascending: α = e^(−t), σ² = 1 − e^(−2t). */
  times: Float64Array;
  /** |μ|. */
  distance: number;
}

/** Throws `BadInput` for parameters that contradict each other. */
export function prepare(parameters: RegimesParameters): RegimesProblem {
  const { firstTime, lastTime, times, dimension, separation } = parameters;
  if (times > 1 && !(lastTime > firstTime))
    throw new BadInput(
      `lastTime is ${lastTime}, but must be above firstTime = ${firstTime}: give a later one, or times=1 for the first alone`,
    );
  const each = times > 1 ? log(lastTime / firstTime) / (times - 1) : 0;
  return {
    parameters,
    times: Float64Array.from({ length: times }, (_, i) => firstTime * exp(i * each)),
    distance: Math.sqrt(separation * dimension),
  };
}

/** γ = ln(σ²/α²) at a time. */
export function noiseAt(time: number): number {
  return log(expm1(2 * time));
}
