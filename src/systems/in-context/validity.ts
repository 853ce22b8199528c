import { squared } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { InContextProblem } from './problem.ts';
import { inContextErrors } from './theory/asymptotics.ts';
import { pretrainingOf } from './theory/prediction.ts';

/** What finite dimension may add to an error before it is a strain: the margin of a verdict. */
const MOST = 0.05;

/**
 * How far errors at dimension d are above the limit, times d(1 − γ); measured between 0.5 and 1.7
 * for γ up to 0.5.
 */
const FIRST_ORDER = 1.5;

/**
 * How far extrapolated ones are below it, times (d(1 − γ))². Measured at d = 20 with more contexts
 * than features: 2.4 % at γ = 0.5, 17 % at 0.80; with fewer: 6 % at γ = 0.44, 25 % at 0.81.
 */
const SECOND_ORDER = { more: 3, fewer: 8 };

/**
 * Adam's steps are at most the rate, which falls to 0: a weight comes half of their sum far. At d =
 * 5 linear attention came to its optimum with 1.5, and was nowhere near with 0.075.
 */
const FAR_ENOUGH = 1;

export function validity(problem: InContextProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  if (problem.parameters.attention === 'trained') {
    const { steps, rate } = problem.parameters;
    const path = (steps * rate) / 2;
    strained(
      path < FAR_ENOUGH,
      'short-path',
      'weights hardly move',
      () =>
        `${steps} steps of Adam at the rate ${plain(rate, 2)}, which falls to 0, move a weight by ${plain(path, 2)} at most: attention ends near its random start, and not in the optimum; take a rate of ${plain((2 * FAR_ENOUGH) / steps, 2)} or more`,
    );
    return all;
  }
  const pretraining = pretrainingOf(problem);
  const { gamma } = inContextErrors(pretraining);
  const smallness = problem.sizes.dimension * Math.max(0, 1 - gamma);
  if (problem.half) {
    const off = SECOND_ORDER[pretraining.tau < 1 ? 'fewer' : 'more'] / squared(smallness);
    strained(
      off > MOST,
      'near-peak',
      'near the peak',
      () =>
        `errors carried on from d and d/2 may be ${percent(Math.min(1, off), 2)} too low, as contexts are no more, or hardly more, than features: take a larger dimension or ridge`,
    );
  } else {
    const off = FIRST_ORDER / smallness;
    strained(
      off > MOST,
      'finite-dimension',
      'finite dimension',
      () =>
        `errors are up to ${percent(Math.min(1, off), 2)} larger than predicted for d → ∞: take sizes=two, or see them fall with --scale`,
    );
  }
  return all;
}
