import { degreesOfFreedom, renormalizedRidge } from '../../random-matrices/renormalized-ridge.ts';
import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { nextOrder } from '../shared/next-order.ts';
import { gatherNotes } from '../shared/notes.ts';
import { mixtureOf, realPart, type SyntheticDataProblem } from './problem.ts';
import { type Mixture, partsOf } from './theory/mixture.ts';

/** What a correction to an error may be before it is a strain: the margin of a verdict. */
const MOST_CORRECTION = 0.05;

export function validity(problem: SyntheticDataProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const { ridges } = problem;
  const correction = Math.max(
    correctionOf(mixtureOf(problem), ridges.mixed),
    correctionOf(realPart(problem), ridges.real),
  );
  strained(
    correction > MOST_CORRECTION,
    'finite-size',
    'finite size',
    () =>
      `errors may be up to ${percent(correction, 2)} larger than predicted, as theory is for many samples and directions: take more samples or a larger ridge`,
  );
  return all;
}

/** As of ridge regression on one target with all the noise there is. */
function correctionOf(mixture: Mixture, ridge: number): number {
  const { modes, samples } = mixture;
  const kappa = renormalizedRidge(modes, samples, ridge);
  const { missed, noisy } = partsOf(mixture, kappa);
  return nextOrder(degreesOfFreedom(modes, samples, ridge, kappa), samples, missed, noisy);
}
