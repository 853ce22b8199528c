import { squared } from '../../numeric/special.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../random-matrices/renormalized-ridge.ts';
import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { nextOrder } from '../shared/next-order.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { WeakToStrongProblem } from './problem.ts';

/** What a correction to an error may be before it is a strain: the margin of a verdict. */
const MOST_CORRECTION = 0.05;

export function validity(problem: WeakToStrongProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const { lesson } = problem;
  const { sees, features } = lesson.supervisor;
  const fits = problem.surrogate ? [lesson.student] : [lesson.supervisor, lesson.student];
  const correction = Math.max(...fits.map((fit) => correctionOf(problem, fit)));
  strained(
    correction > MOST_CORRECTION,
    'finite-size',
    'finite size',
    () =>
      `errors may be up to ${percent(correction, 2)} larger than predicted, as theory is for many samples and directions: take more samples or a larger ridge`,
  );
  const random = 1.5 / features;
  strained(
    lesson.labels === 'supervisor' && sees === 'random' && random > MOST_CORRECTION,
    'few-features',
    'few random features',
    () => `the supervisor’s error may be ${percent(random, 2)} off, as theory is for many features: take more`,
  );
  return all;
}

/** As of ridge regression on the target with the noise there is. */
function correctionOf({ modes, eta, target, lesson }: WeakToStrongProblem, fit: { samples: number; ridge: number }) {
  const { samples, ridge } = fit;
  const kappa = renormalizedRidge(modes, samples, ridge);
  const missed = eta.reduce((sum, one, k) => sum + one * squared((kappa * target[k]) / (one + kappa)), 0);
  return nextOrder(degreesOfFreedom(modes, samples, ridge, kappa), samples, missed, lesson.noise);
}
