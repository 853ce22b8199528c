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
  if (samples * kept < 1) {
    const remedies = [
      keepsCorrect > keepsWrong && wrongLabels > 0 && 'a smaller wrongLabels',
      keepsCorrect < keepsWrong && wrongLabels < 1 && 'a larger wrongLabels',
      keepsCorrect < 1 && wrongLabels < 1 && 'a larger keepsCorrect',
      keepsWrong < 1 && wrongLabels > 0 && 'a larger keepsWrong',
      kept > 0 && 'more samples',
    ].filter((one) => one !== false);
    throw new BadInput(
      `the verifier keeps ${samples * kept} of ${samples} samples on average, and nothing can be learned: choose ${remedies.join(' or ')}`,
    );
  }
  return { parameters, kept };
}
