import type { ValidityNote } from '../contract.ts';
import type { DeepLinearParameters } from './parameters.ts';
import { alignedCourse, alignedLoss } from './prediction.ts';
import { makeProblem, type Problem } from './problem.ts';

/** A deviation below this is small beside the margin of the verdict. */
const SMALL = 0.02;

/** Which assumption of the theory these parameters strain. */
export function validity(parameters: DeepLinearParameters): ValidityNote[] {
  const problem = makeProblem(parameters);
  const { start, dynamics, modes, a0, hidden, inputs, outputs } = problem;
  const notes: ValidityNote[] = [];
  const note = (level: ValidityNote['level'], id: string, title: string, message: string) =>
    notes.push({ id, title, level, message });

  if (dynamics === 'flow') {
    const lag = stepBias(problem);
    const percent = (100 * lag).toPrecision(2);
    note(
      lag > SMALL ? 'strained' : 'note',
      'finite-step',
      'finite step',
      `the theory is for gradient flow; at this step gradient descent differs from it by up to ${percent} % of the loss (of order η): make the step smaller or choose dynamics=descent`,
    );
  }
  if (start !== 'gaussian') return notes;
  const weakest = modes[modes.length - 1].s;
  if (a0 > 0.02 * weakest)
    note(
      'strained',
      'large-start',
      'start not small',
      `the initial strength is ${(a0 / weakest).toPrecision(2)} of the weakest mode: the theory is leading order in it`,
    );
  const leak = (2 * a0 * (inputs + outputs - 2 * modes.length)) / (hidden * weakest);
  if (leak > 5 * SMALL)
    note(
      'strained',
      'idle-directions',
      'weights outside the modes',
      `weights along inputs and outputs without a mode carry about ${(100 * leak).toPrecision(2)} % of the weakest mode: widen the hidden layer or make initial smaller`,
    );
  if (hidden < 4 * modes.length)
    note(
      'strained',
      'few-hidden',
      'few hidden units',
      `${modes.length} modes in ${hidden} hidden units overlap by chance: the theory counts the directions they take from one another on average`,
    );
  for (let k = 1; k < modes.length; k++)
    if (modes[k].s > 0.9 * modes[k - 1].s) {
      note(
        'strained',
        'close-modes',
        'modes close in strength',
        `modes ${k} and ${k + 1} differ by less than a tenth: they are learned together and mix, where the theory has them one after the other`,
      );
      break;
    }
  return notes;
}

/** The largest relative difference that the finite step makes to the loss of an aligned start like this one. */
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
