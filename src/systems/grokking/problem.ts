import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { squared } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import type { GrokkingParameters } from './parameters.ts';

/** A student with n data in d dimensions, and when it is looked at. */
export interface GrokkingProblem {
  parameters: GrokkingParameters;
  /** The step of gradient descent. */
  eta: number;
  /** Numbers of steps after which curves are given. */
  steps: number[];
}

/** Of networks. */
const NETWORK_STEP = 0.1;
const MOST_STEPS = 1e7;
const PER_DECADE = 12;

/**
 * Throws `BadInput` for no step or too many, and for a threshold above which training begins.
 */
export function prepare(parameters: GrokkingParameters): GrokkingProblem {
  const { model, samples, dimension, decay, initial, threshold, duration, step } = parameters;
  if (model === 'linear' && !(threshold < 1 + initial))
    throw new BadInput(
      `threshold is ${threshold}, but must be below the test loss at the start, 1 + initial = ${1 + initial}: choose a smaller threshold`,
    );
  const sharpness = squared(1 + Math.sqrt(dimension / samples)) + decay;
  const eta = model === 'linear' ? step / sharpness : NETWORK_STEP;
  const last = Math.floor(duration / eta);
  if (last === 0)
    throw new BadInput(
      `duration is ${duration}, but one step takes the time η = ${plain(eta, 3)}: choose a longer duration or a smaller step`,
    );
  if (last > MOST_STEPS)
    throw new BadInput(
      `training takes ${plain(last, 2)} steps: choose a shorter duration or a larger step, for at most ${plain(MOST_STEPS, 3)}`,
    );
  return { parameters, eta, steps: logarithmicSteps(PER_DECADE, last).filter((k) => k > 0) };
}

/** The times t = ηk. */
export function timesOf({ eta, steps }: GrokkingProblem): Float64Array {
  return Float64Array.from(steps, (k) => eta * k);
}
