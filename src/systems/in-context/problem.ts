import { BadInput } from '../../numeric/errors.ts';
import { squared } from '../../numeric/special.ts';
import type { InContextParameters } from './parameters.ts';

/** How large everything is at one dimension; numbers but that one may be `Infinity`. */
export interface Sizes {
  dimension: number;
  /** l, examples in a context of training and of the test. */
  length: number;
  testLength: number;
  /** n, training contexts; without end for networks that are trained. */
  contexts: number;
  /** k, different tasks in them. */
  tasks: number;
}

export interface InContextProblem {
  parameters: InContextParameters;
  /** Whole numbers. */
  sizes: Sizes;
  /**
   * The same proportions at half of the dimension: means of what is rounded up or down by chance.
   */
  half?: Sizes;
}

/** Numbers that the features of all training contexts may be: half a gigabyte. */
const MOST_FEATURES = 6e7;

/**
 * Throws `BadInput` for proportions that leave no task or too few contexts, or for too many
 * features.
 */
export function prepare(parameters: InContextParameters): InContextProblem {
  const { attention, dimension: d, length, tasks, testLength } = parameters;
  const isTrained = attention === 'trained';
  const contexts = isTrained ? 'unlimited' : parameters.contexts;
  const whole = (share: number | 'unlimited', of: number) =>
    share === 'unlimited' ? Number.POSITIVE_INFINITY : Math.round(share * of);
  const sizes = {
    dimension: d,
    length: Math.round(length * d),
    testLength: Math.round((testLength === 'same' ? length : testLength) * d),
    contexts: whole(contexts, d * d),
    tasks: whole(tasks, d),
  };
  if (sizes.tasks < 1)
    throw new BadInput(
      `tasks is ${tasks}, which is none in dimension ${d}: choose at least ${1 / d}, or a larger dimension`,
    );
  if (sizes.contexts < d)
    throw new BadInput(
      `contexts is ${contexts}, which is ${sizes.contexts} in dimension ${d}: choose at least ${1 / d}, for one in each direction, or a larger dimension`,
    );
  if (Number.isFinite(sizes.contexts) && sizes.contexts * d * d > MOST_FEATURES)
    throw new BadInput(
      `dimension is ${d} with contexts=${contexts}, which is a fit of ${d * d} features to ${sizes.contexts} contexts: choose a smaller dimension, fewer contexts, or contexts=unlimited`,
    );
  return { parameters, sizes, ...(parameters.sizes === 'two' && !isTrained && { half: halved(sizes) }) };
}

function halved(sizes: Sizes): Sizes {
  const dimension = Math.ceil(sizes.dimension / 2);
  const share = dimension / sizes.dimension;
  return {
    dimension,
    length: share * sizes.length,
    testLength: share * sizes.testLength,
    contexts: squared(share) * sizes.contexts,
    tasks: share * sizes.tasks,
  };
}
