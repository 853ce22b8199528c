import { degreesOfFreedom, renormalizedRidge } from '../../random-matrices/renormalized-ridge.ts';
import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { nextOrder } from '../shared/next-order.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { ModelCollapseProblem } from './problem.ts';
import { ridgeChain } from './theory/chain.ts';

/** What a correction to the excess error may be before it is a strain: the margin of a verdict. */
const MOST_CORRECTION = 0.05;

export function validity(problem: ModelCollapseProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const { samples } = problem.parameters;
  const exact = problem.ridge === 0 && samples > problem.eta.length + 1;
  note(
    exact,
    'exact',
    'exact at any size',
    () => 'least squares on more samples than input directions: its errors are known exactly at any size',
  );
  if (exact) return all;
  const correction = correctionOf(problem);
  strained(
    correction > MOST_CORRECTION,
    'finite-size',
    'finite size',
    () =>
      `errors may be up to ${percent(correction, 2)} larger than predicted, as theory is for many samples and directions: take more samples or a larger ridge`,
  );
  return all;
}

/**
 * As of one ridge fit: chains of 1 to 5 generations showed no more than that, at 11 settings of 20
 * to 40 samples.
 */
function correctionOf({ eta, modes, target, ridge, parameters }: ModelCollapseProblem): number {
  const { samples, noise } = parameters;
  const degrees = degreesOfFreedom(modes, samples, ridge, renormalizedRidge(modes, samples, ridge));
  const [{ biasSquared }] = ridgeChain({ eta, modes, target, samples, ridge, noise }, 1);
  return nextOrder(degrees, samples, biasSquared, noise);
}
