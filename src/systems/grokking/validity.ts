import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { GrokkingProblem } from './problem.ts';
import { BELIEVED, courseOf } from './theory/course.ts';

/** At infinite size the theory is exact: sizes alone can be strained. */
export function validity(problem: GrokkingProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  if (problem.parameters.model === 'network') {
    note(true, 'ordinal', 'ordinal claims only', () => 'of a network only the order of events is predicted');
    return all;
  }
  const { train, test } = courseOf(problem);
  for (const [name, { largest, isCorrected }] of [['training', train] as const, ['test', test] as const]) {
    const share = percent(largest, 2);
    strained(
      !isCorrected,
      `finite-size-${name}`,
      `${name} loss of a small or late system`,
      () =>
        `the correction of order 1/d reaches ${share} of the ${name} loss: beyond ${percent(BELIEVED)} the next orders count, and infinite size is predicted without it; choose larger samples and dimension, or a shorter duration`,
    );
    note(
      isCorrected && largest > 0.005,
      `corrected-${name}`,
      `${name} loss corrected for size`,
      () => `the predicted ${name} loss contains a correction of order 1/d of up to ${share}`,
    );
  }
  return all;
}
