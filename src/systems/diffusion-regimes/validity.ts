import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { noiseAt, type RegimesProblem } from './problem.ts';

/**
 * A step h of γ by the mean of the clean point leaves out α²h² of its variance. With m = tanh u the
 * class that a point is thought to have, and u = λ + √λ z at the signal-to-noise ratio λ, that adds
 * ½h ∫dγ λ² E[m₀ m (1 − m²)²] to the share that keeps its class, to leading order: at most 0.045 h,
 * whatever the time. At this step it is what the observables' floor allows.
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
