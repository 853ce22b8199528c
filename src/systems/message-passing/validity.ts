import { exp } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { LAST_STEP, type MessagePassingProblem } from './problem.ts';
import { weakRecovery } from './theory/abs-channel.ts';
import { testError } from './theory/errors.ts';
import { leastError } from './theory/least-error.ts';
import { stateEvolution } from './theory/state-evolution.ts';

const SMALLEST = 200;
/** Where chance moves errors by so much, their mean is off by about its square and more. */
const MOST_SPREAD = 0.1;
/** Errors below this are those of a teacher that is found. */
const FOUND = 1e-3;
const UNSETTLED = 0.01;
/** Relative: a threshold is known to that, and overlaps neither grow nor decay there. */
const AT_THRESHOLD = 1e-6;

export function validity(problem: MessagePassingProblem): ValidityNote[] {
  const { parameters, alpha, start } = problem;
  const { channel, noise, prior, estimator, dimension } = parameters;
  const { strained, note, all } = gatherNotes();
  strained(
    dimension < SMALLEST,
    'small',
    'a small dimension',
    () => `corrections are of order 1/d: some per cent at d = ${dimension}`,
  );
  const spread = chance(problem);
  strained(
    spread > MOST_SPREAD,
    'sensitive',
    'chance decides the pace',
    () =>
      `by the chance of n = ${problem.rows} rows errors differ by ${spread > 1 ? 'their own size' : percent(spread, 1)} from one draw to the next on the way, and their mean is not that of infinitely many`,
  );
  if (channel === 'abs') {
    const threshold = weakRecovery(noise);
    const side = alpha < threshold ? 'below' : 'above';
    note(
      Math.abs(alpha / threshold - 1) > AT_THRESHOLD,
      'weak-recovery',
      `${side} weak recovery`,
      () =>
        `a small overlap ${side === 'below' ? 'decays' : 'grows'}: α = ${plain(alpha, 4)} is ${side} the threshold of ${plain(threshold, 4)}`,
    );
  }
  const last = settled(problem);
  note(
    last.change > UNSETTLED,
    'unsettled',
    'not settled',
    () => `between steps ${LAST_STEP / 2} and ${LAST_STEP} the error still changes by ${percent(last.change, 2)}`,
  );
  if (prior === 'rademacher' && estimator === 'bayes' && channel !== 'abs') {
    const least = leastError(parameters, alpha);
    note(
      least !== undefined && last.error > 1.01 * least + FOUND,
      'hard',
      'a hard phase',
      () =>
        `messages stop at the error ${plain(last.error, 3)}, where Bayes’ estimator, which nobody knows how to compute in reasonable time, has ${plain(least!, 3)}`,
    );
  }
  return all;

  function settled({ parameters }: MessagePassingProblem): { error: number; change: number } {
    if (channel === 'abs' && noise > 0) return { error: 0, change: 0 };
    const states = stateEvolution(parameters, alpha, start, LAST_STEP);
    const [half, end] = [LAST_STEP / 2, LAST_STEP].map((step) => testError(parameters, states[step - 1]));
    return { error: end, change: half < FOUND ? 0 : Math.abs(end / half - 1) };
  }
}

/**
 * By how much errors of the steps change, at most, where rows tell more or less by their relative
 * chance 1/√n.
 */
function chance({ parameters, alpha, start, steps, rows }: MessagePassingProblem): number {
  const factor = exp(1 / Math.sqrt(rows));
  const [less, more] = [alpha / factor, alpha * factor].map((ratio) =>
    stateEvolution(parameters, ratio, start, steps.length).map((state) => testError(parameters, state)),
  );
  return less.reduce((most, error, t) => {
    const mean = (error + more[t]) / 2;
    return mean < FOUND ? most : Math.max(most, (error - more[t]) / 2 / mean);
  }, 0);
}
