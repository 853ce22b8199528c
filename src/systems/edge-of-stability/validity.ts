import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { EdgeProblem } from './problem.ts';

/** Which assumption of the theory these parameters strain. */
export function validity({ parameters, isFullBatch }: EdgeProblem): ValidityNote[] {
  const notes = gatherNotes();
  notes.note(
    !isFullBatch,
    'small-batches',
    'batches',
    () =>
      `batches of ${parameters.batch} out of ${parameters.samples}: their noise keeps the sharpness below the edge, by an amount that nobody can tell; it is measured and not judged`,
  );
  return notes.all;
}
