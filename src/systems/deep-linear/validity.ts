import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { Problem } from './problem.ts';
import { alignedCourse, alignedLoss } from './theory/prediction.ts';

/** A deviation below this is small beside the margin of the verdict. */
const SMALL = 0.02;

/** Which assumption of the theory this problem strains. */
export function validity(problem: Problem): ValidityNote[] {
  const { start, dynamics, modes, a0, hidden, inputs, outputs } = problem;
  const notes = gatherNotes();
  if (dynamics === 'flow') {
    const lag = stepBias(problem);
    const tell = lag > SMALL ? notes.strained : notes.note;
    tell(
      true,
      'finite-step',
      'finite step',
      () =>
        `the theory is for gradient flow; at this step gradient descent differs from it by up to ${percent(lag, 2)} of the loss (of order η): make the step smaller or choose dynamics=descent`,
    );
  }
  if (start !== 'gaussian') return notes.all;
  const weakest = modes[modes.length - 1].s;
  notes.strained(
    a0 > 0.02 * weakest,
    'large-start',
    'start not small',
    () => `the initial strength is ${plain(a0 / weakest, 2)} of the weakest mode: the theory is leading order in it`,
  );
  const leak = (2 * a0 * (inputs + outputs - 2 * modes.length)) / (hidden * weakest);
  notes.strained(
    leak > 5 * SMALL,
    'idle-directions',
    'weights outside the modes',
    () =>
      `weights along inputs and outputs without a mode carry about ${percent(leak, 2)} of the weakest mode: widen the hidden layer or make initial smaller`,
  );
  notes.strained(
    hidden < 4 * modes.length,
    'few-hidden',
    'few hidden units',
    () =>
      `${modes.length} modes in ${hidden} hidden units overlap by chance: the theory counts the directions they take from one another on average`,
  );
  const close = modes.findIndex(({ s }, k) => k > 0 && s > 0.9 * modes[k - 1].s);
  notes.strained(
    close > 0,
    'close-modes',
    'modes close in strength',
    () =>
      `modes ${close} and ${close + 1} differ by less than a tenth: they are learned together and mix, where the theory has them one after the other`,
  );
  return notes.all;
}

/**
 * The largest relative difference that the finite step makes to the loss of an aligned start like
 * this one.
 */
export function stepBias(problem: Problem): number {
  const like: Problem = { ...problem, start: 'aligned' };
  const [descent, flow] = (['descent', 'flow'] as const).map((dynamics) =>
    alignedLoss(
      like,
      like.modes.map((mode) => alignedCourse(like, mode, dynamics).strengths),
    ),
  );
  return descent.reduce((most, value, i) => Math.max(most, Math.abs(value / flow[i] - 1)), 0);
}
