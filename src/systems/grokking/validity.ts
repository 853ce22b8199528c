import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { GrokkingProblem } from './problem.ts';
import { BELIEVED, courseOf } from './theory/course.ts';

/** At infinite size the theory is exact: sizes alone can be strained. */
export function validity(problem: GrokkingProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  if (problem.parameters.model === 'network') {
    note(
      true,
      'ordinal',
      'ordinal claims only',
      () =>
        `of a network only the order of events is predicted: that it fits its data first, from initial=4 on (here ${problem.parameters.initial}), and, along several values of decay, that more of it is faster`,
    );
    return all;
  }
  const { train, test } = courseOf(problem);
  const { threshold, duration } = problem.parameters;
  const last = problem.steps[problem.steps.length - 1];
  note(
    test.at(last) >= threshold,
    'not-learned',
    'the test loss stays above the threshold',
    () =>
      `the test loss does not come below threshold=${threshold} within duration=${duration}, and no time to learn and no delay are predicted: train longer, or give a larger threshold`,
  );
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
