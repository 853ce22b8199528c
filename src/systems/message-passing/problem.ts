import { BadInput } from '../../numeric/errors.ts';
import { plain } from '../../statistics/sentences.ts';
import type { MessagePassingParameters } from './parameters.ts';

export interface MessagePassingProblem {
  parameters: MessagePassingParameters;
  /** n. */
  rows: number;
  /** n/d, what the ratio has become by rounding n. */
  alpha: number;
  /** Overlap and squared length of the first guess. */
  start: number;
  /** The steps, from 1. */
  steps: Float64Array;
}

/** After so many steps messages are looked at a last time. */
export const LAST_STEP = 50;

/** Labels of weaker noise are as good as those without, and take theory's integrals seconds. */
const LEAST_NOISE = 0.01;

/** Throws `BadInput` for settings that contradict each other. */
export function prepare(parameters: MessagePassingParameters): MessagePassingProblem {
  const { channel, noise, estimator, ratio, dimension, steps } = parameters;
  if (channel === 'abs' && estimator !== 'bayes')
    throw new BadInput(
      `estimator is ${estimator}, but from labels of channel=abs it learns nothing, as w and −w fit them equally well: take estimator=bayes, or channel=sign`,
    );
  if (channel === 'linear' && estimator === 'logistic')
    throw new BadInput(
      'estimator is logistic, but the labels of channel=linear are no signs: take estimator=square, or channel=sign',
    );
  if (channel === 'linear' && estimator === 'bayes' && noise < LEAST_NOISE)
    throw new BadInput(
      `noise is ${noise}, but with channel=linear must be at least ${LEAST_NOISE}: without noise d rows tell the teacher exactly`,
    );
  if (channel === 'abs' && noise > 0 && noise < LEAST_NOISE)
    throw new BadInput(`noise is ${noise}, but with channel=abs must be 0 or at least ${LEAST_NOISE}`);
  const rows = Math.round(ratio * dimension);
  if (rows < 1)
    throw new BadInput(
      `ratio is ${ratio}, which is no row in ${dimension} dimensions: choose at least ${plain(1 / dimension, 2)}`,
    );
  return {
    // A loss knows nothing of the teacher's weights, which then are a random direction.
    parameters: estimator === 'bayes' ? parameters : { ...parameters, prior: 'gaussian' },
    rows,
    alpha: rows / dimension,
    start: channel === 'abs' ? parameters.start : 0,
    steps: Float64Array.from({ length: steps }, (_, t) => t + 1),
  };
}

export function stepsOf({ steps }: MessagePassingProblem): Float64Array {
  return steps;
}
