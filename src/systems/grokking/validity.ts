import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { GrokkingProblem } from './problem.ts';
import { BELIEVED, courseOf } from './theory/course.ts';

/** At infinite size the theory is exact: sizes alone can be strained. */
export function validity(problem: GrokkingProblem): ValidityNote[] {
  const { largest, isCorrected } = courseOf(problem);
  const share = `${(100 * largest).toPrecision(2)} %`;
  const { strained, note, all } = gatherNotes();
  strained(
    !isCorrected,
    'finite-size',
    'a small or late system',
    () =>
      `the correction of order 1/d reaches ${share} of a loss: beyond ${100 * BELIEVED} % the next orders count, and infinite size is predicted without it; choose larger samples and dimension, or a shorter duration`,
  );
  note(
    isCorrected && largest > 0.005,
    'corrected',
    'corrected for size',
    () => `the prediction contains the correction of order 1/d, which reaches ${share} of a loss`,
  );
  return all;
}
