import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { WarmupProblem } from './problem.ts';

/** The map is exact; what there is to know beside it. */
export function validity({ parameters }: WarmupProblem): ValidityNote[] {
  const { model, initial } = parameters;
  const notes = gatherNotes();
  notes.note(
    model === 'network',
    'measured',
    'a measured network',
    () => 'of a network on several data the course and the largest rate are measured, and predicted by nobody',
  );
  notes.note(
    model === 'solvable' && initial !== 'edge' && initial < 2,
    'idle-warm-up',
    'warm-up below the edge',
    () =>
      `the first rate, ${initial}/λ₀, is below the edge at 2: nothing lowers the sharpness before the loss is learned`,
  );
  return notes.all;
}
