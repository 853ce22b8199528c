import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { noiseAt, type RegimesProblem } from './problem.ts';

/**
 * γ from the last time down to −7 in steps of this size: below, sampling moves probabilities by
 * less than a hundredth.
 */
const LARGEST_STEP = 0.5;

export function validity({ parameters, times }: RegimesProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const step = (noiseAt(times[times.length - 1]) + 7) / parameters.steps;
  strained(
    step > LARGEST_STEP,
    'coarse-sampling',
    'coarse sampling',
    () =>
      `the prediction is that of a process in continuous time, but γ falls by ${plain(step, 2)} a step on the way back: take more steps`,
  );
  note(
    parameters.separation < 4 * (parameters.spread / parameters.dimension),
    'overlapping-classes',
    'overlapping classes',
    () =>
      'the classes overlap: which one a point belongs to is a probability, and there is no clear time of speciation',
  );
  return all;
}
