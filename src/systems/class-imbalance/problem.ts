import { BadInput } from '../../numeric/errors.ts';
import type { ClassImbalanceParameters } from './parameters.ts';

export interface ClassImbalanceProblem {
  parameters: ClassImbalanceParameters;
  /** Samples of the minority, class 1, and of the majority, class 0. */
  few: number;
  many: number;
}

/** Throws `BadInput` for parameters that contradict each other. */
export function prepare(parameters: ClassImbalanceParameters): ClassImbalanceProblem {
  const { samples, minority, dimension, classifier } = parameters;
  const few = Math.round(minority * samples);
  if (few < 2 || samples - few < 2)
    throw new BadInput(
      `minority is ${minority} of ${samples} samples, which is ${few}: take more samples or a larger minority, for two at least of each class`,
    );
  if (classifier !== 'mean-difference' && dimension > samples - 3)
    throw new BadInput(
      `dimension is ${dimension}, but the covariance within classes of ${samples} samples has an inverse only up to ${samples - 3}: take fewer dimensions, more samples, or classifier=mean-difference`,
    );
  return { parameters, few, many: samples - few };
}
