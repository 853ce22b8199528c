import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { EarlyStoppingProblem } from './problem.ts';

/** The theory is exact at every step; a note says where it is no longer that of gradient flow. */
export function validity({ parameters }: EarlyStoppingProblem): ValidityNote[] {
  const { note, all } = gatherNotes();
  note(
    parameters.step > 1 && parameters.momentum === 0,
    'overshooting',
    'steps that overshoot',
    () =>
      `a step of ${parameters.step} over the sharpness overshoots the strongest modes: they oscillate towards their end, and the bounds known for gradient flow do not apply`,
  );
  return all;
}
