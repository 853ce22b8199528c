import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import { count } from '../../statistics/sentences.ts';
import type { NeuralScalingParameters } from './parameters.ts';

/** Modes of the data, and the steps after which curves are given. */
export interface NeuralScalingProblem {
  parameters: NeuralScalingParameters;
  /** λ_k = k^(−b), and the target's power λ_k w_k² = k^(−a). */
  lambda: Float64Array;
  power: Float64Array;
  steps: number[];
  /** Computes C = NtB at which the frontier over model sizes is given; B is 1 on the population. */
  compute: Float64Array;
}

const PER_DECADE = 8;

/** Model sizes of the frontier: from `features` down by factors of √2, to a sixteenth of it. */
const SIZES = 9;
/** Decades of compute that the frontier spans. */
const DECADES = 1.5;

/** Throws `BadInput` for more projections than modes. */
export function prepare(parameters: NeuralScalingParameters): NeuralScalingProblem {
  const { features, dimension, projection, capacity, source, steps } = parameters;
  if (projection === 'random' && features > dimension)
    throw new BadInput(
      `features is ${features}, but only ${count(dimension, 'mode')} can be projected: choose at most as many, more of dimension, or projection=none`,
    );
  const modes = (exponent: number) => Float64Array.from({ length: dimension }, (_, k) => power(k + 1, -exponent));
  return {
    parameters,
    lambda: modes(capacity),
    power: modes(source),
    steps: logarithmicSteps(PER_DECADE, steps).filter((step) => step > 0),
    compute: computesOf(parameters),
  };
}

/** Up to what the smallest model takes for all its `steps`. */
function computesOf(parameters: NeuralScalingParameters): Float64Array {
  const most = sizesOf(parameters)[0] * batchOf(parameters) * parameters.steps;
  const count = DECADES * PER_DECADE;
  return Float64Array.from({ length: count + 1 }, (_, i) => most * power(10, (i - count) / PER_DECADE));
}

function sizesOf({ features }: NeuralScalingParameters): number[] {
  const sizes = Array.from({ length: SIZES }, (_, i) => Math.round(features * power(2, (i + 1 - SIZES) / 2)));
  return [...new Set(sizes)].filter((size) => size > 0);
}

function batchOf({ learning, batch }: NeuralScalingParameters): number {
  return learning === 'one-pass' ? batch : 1;
}

/**
 * The frontier's model sizes, and how many steps each may take at each compute; 0 where not one.
 */
export function runsOf({ parameters, compute }: NeuralScalingProblem): { features: number; steps: number[] }[] {
  return sizesOf(parameters).map((features) => ({
    features,
    steps: Array.from(compute, (flops) => Math.round(flops / (features * batchOf(parameters)))),
  }));
}

/**
 * Whether the frontier is asked for, and is one: of single models of several sizes, without a limit
 * of data.
 */
export function hasFrontier({ frontier, learning, projection, members }: NeuralScalingParameters): boolean {
  return frontier === 'yes' && learning !== 'samples' && projection === 'random' && members === 1;
}

/** Whether all modes are learned in the end, so that no loss is left over. */
export function learnsAll({ learning, projection }: NeuralScalingParameters): boolean {
  return learning === 'population' && projection === 'none';
}
