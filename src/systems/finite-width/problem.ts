import { BadInput } from '../../numeric/errors.ts';
import { wholePower } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import type { FiniteWidthParameters } from './parameters.ts';

export interface FiniteWidthProblem {
  parameters: FiniteWidthParameters;
  /**
   * Linear and relu layers without biases multiply lengths by this on average, whatever they are;
   * lengths are counted in what that makes of the first. Undefined for all other layers.
   */
  gain: number | undefined;
}

const LARGEST = 1e100;

/** Throws `BadInput` for lengths that leave the numbers. */
export function prepare(parameters: FiniteWidthParameters): FiniteWidthProblem {
  const { activation, weightVariance, biasVariance, depth } = parameters;
  const isHomogeneous = activation === 'linear' || activation === 'relu';
  const growth = weightVariance / (activation === 'relu' ? 2 : 1);
  const last = wholePower(growth, depth - 1);
  if (isHomogeneous && !(last < LARGEST && (biasVariance > 0 || last > 1 / LARGEST)))
    throw new BadInput(
      `depth is ${depth}, but lengths change by ${plain(growth, 3)} a layer, to ${plain(last, 1)} times the first: choose fewer layers or a weightVariance nearer to ${activation === 'relu' ? 2 : 1}`,
    );
  return { parameters, gain: isHomogeneous && biasVariance === 0 ? growth : undefined };
}
