import { BadInput } from '../../numeric/errors.ts';
import type { VerifiedDataParameters } from './parameters.ts';

export interface VerifiedDataProblem {
  parameters: VerifiedDataParameters;
  /** φ(1 − p) + ψp: the probability that a sample is kept. */
  kept: number;
}

/** Throws `BadInput` for a verifier that keeps next to nothing. */
export function prepare(parameters: VerifiedDataParameters): VerifiedDataProblem {
  const { samples, wrongLabels, keepsCorrect, keepsWrong } = parameters;
  const kept = keepsCorrect * (1 - wrongLabels) + keepsWrong * wrongLabels;
  if (samples * kept < 1)
    throw new BadInput(
      `the verifier keeps ${samples * kept} of ${samples} samples on average, and nothing can be learned: choose a larger keepsCorrect, keepsWrong or samples`,
    );
  return { parameters, kept };
}
