import { exp } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { DiffusionProblem } from './problem.ts';
import { LONGEST_WAIT } from './theory/prediction.ts';

/**
 * In steps h of γ Euler–Maruyama gives a mode that noise hides a variance v, in units of the
 * noise's, with v e^(−h) = (1 − h)² v + h: 1 + h/2 to leading order, half too much at 1.
 */
const LARGEST_STEP = 1;

/** As much noise as this share of a mode's variance is more than a verdict's margin. */
const NOTICED = 0.05;

/** Steps longer than a mode may wait near one half, for its time of emergence to be predicted. */
const FEW_STEPS = 1 / LONGEST_WAIT;

/** The theory is exact; the notes say what sampling is off by. */
export function validity({
  parameters,
  schedule,
  times,
  variances,
  covariance,
  aligned,
}: DiffusionProblem): ValidityNote[] {
  const { note, all } = gatherNotes();
  const { sampler, steps } = parameters;
  const d = variances.length;
  let step = 0;
  for (let j = 0; j < steps; j++) {
    const [from, to] = [schedule.at(times[j]), schedule.at(times[j + 1])];
    for (let i = 0; i < d; i++) step = Math.max(step, from[i] - to[i]);
  }
  const byEuler = sampler === 'euler-maruyama' || sampler === 'probability-flow';
  note(
    byEuler && step > LARGEST_STEP,
    'large-steps',
    'large steps',
    () =>
      `γ falls by up to ${plain(step, 2)} a step, and the variances of fine modes are off by half of that to leading order by Euler’s method, as predicted; take more steps, or sampler=ddim or ancestral`,
  );
  const left = schedule.at(0);
  let most = 0;
  for (let i = 0; i < d; i++) most = Math.max(most, exp(left[i]) / covariance[i * d + i]);
  note(
    most > NOTICED,
    'noise-left',
    'noise is left',
    () =>
      `at time 0 a component has noise of ${percent(most, 2)} of its variance, which samplers leave there: a smaller leastNoise takes it away`,
  );
  note(
    steps < FEW_STEPS,
    'few-steps',
    'few steps',
    () =>
      `in ${steps} steps a mode may be near half of its variance for long: times of emergence are predicted only where none is for more than ${LONGEST_WAIT}; take more steps, or more samples`,
  );
  note(
    parameters.schedule === 'sequential' && !aligned,
    'half-seen',
    'modes may wait half seen',
    () =>
      'between windows of time a mode may wait with about half of its variance to be seen: times of emergence are predicted only where none does',
  );
  return all;
}
