import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { plain } from '../../statistics/sentences.ts';
import type { CatapultParameters } from './parameters.ts';

export interface CatapultProblem {
  parameters: CatapultParameters;
  /** Steps at which curves are given: all of the first ones, then evenly in the logarithm. */
  measuredAt: Int32Array;
}

/** λ₀ of the solvable network: what Gaussian weights of variance 1 have at large width. */
export const INITIAL_KERNEL = 2;

/** Part of the first loss below which it has been learned, and rises no more. */
export const LEARNED = 1e-8;

/**
 * Where edges are looked for, in units of 1/λ₀: from `lazy`, `sharpness` and `divergent` on, in
 * steps of a factor `growth`, and then between the last two. The loss's and the sharpness's are at
 * 2 or above in theory, divergence at 4.
 */
export const SEARCH = { growth: 1.05, lazy: 1, sharpness: 2.1, divergent: 3, lowest: 0.005, highest: 200 } as const;

const EACH_UP_TO = 40;
const PER_DECADE = 20;

/** Throws `BadInput` for an output that no weights have beside a kernel of 2. */
export function prepare(parameters: CatapultParameters): CatapultProblem {
  const { model, output, width, steps } = parameters;
  const largest = (INITIAL_KERNEL / 2) * Math.sqrt(width);
  if (model === 'solvable' && output >= largest)
    throw new BadInput(
      `output is ${output}, but must be below ${plain(largest, 4)}, the square root of the width, beside a kernel of ${INITIAL_KERNEL}: choose a smaller output or a larger width`,
    );
  const early = Array.from({ length: Math.min(EACH_UP_TO, steps) + 1 }, (_, step) => step);
  const late = logarithmicSteps(PER_DECADE, steps).filter((step) => step > EACH_UP_TO);
  return { parameters, measuredAt: Int32Array.from([...early, ...late]) };
}
