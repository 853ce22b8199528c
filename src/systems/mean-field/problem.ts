import { evenSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { plain } from '../../statistics/sentences.ts';
import type { MeanFieldParameters } from './parameters.ts';

export interface MeanFieldProblem {
  parameters: MeanFieldParameters;
  /** One for each datum. */
  targets: Float64Array;
  /** x·x′/d of the inputs, by rows. */
  inputKernel: Float64Array[];
  /** Steps at which curves are given: 0, and up to so many more. */
  measuredAt: Int32Array;
}

const MOST_POINTS = 40;

/** Part of the first loss below which the targets count as learned. */
export const LEARNED = 1e-4;

/** Throws `BadInput` for overlaps that no inputs have, and for targets that are all 0. */
export function prepare(parameters: MeanFieldParameters): MeanFieldProblem {
  const { samples, correlation, targets: given, steps } = parameters;
  const targets = Float64Array.from(
    given === 'alternating' ? Array.from({ length: samples }, (_, i) => (i % 2 === 0 ? 1 : -1)) : given,
  );
  const count = targets.length;
  const least = -1 / (count - 1);
  if (count > 1 && correlation <= least)
    throw new BadInput(
      `correlation is ${correlation}, but ${count} inputs that overlap alike must do so by more than ${plain(least, 3)}: choose a larger one, or fewer samples`,
    );
  if (targets.every((y) => y === 0))
    throw new BadInput('targets are all 0, which the network is from the start: give one that is not');
  const inputKernel = Array.from({ length: count }, (_, i) =>
    Float64Array.from({ length: count }, (_, j) => (i === j ? 1 : correlation)),
  );
  return { parameters, targets, inputKernel, measuredAt: Int32Array.from([0, ...evenSteps(MOST_POINTS, steps)]) };
}
