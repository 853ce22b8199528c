import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { VerifiedDataProblem } from './problem.ts';
import { leadingAccuracy } from './theory/accuracy.ts';

/**
 * Of samples that are kept: corrections are of order 1/m, and 3 per cent of an accuracy the margin.
 */
const FEWEST = 30;

/**
 * Of accuracies below it, which are the chance that the learner is not all wrong: what is left out
 * weighs more the smaller they are. With 35 kept they were 4 to 19 per cent too low, with 70 up to
 * 11, with 140 within 1 (100 000 learners each).
 */
const NEAR_ZERO = 0.05;
const FEWEST_NEAR_ZERO = 140;

export function validity({ parameters, kept }: VerifiedDataProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const count = parameters.samples * kept;
  strained(
    count < FEWEST,
    'few-kept',
    'few samples kept',
    () =>
      `the verifier keeps ${plain(count, 3)} samples on average, and theory takes the deviations of their number, and of the wrong ones among them, as normal: that is right to some 1/${FEWEST} from ${FEWEST} on`,
  );
  const least = Math.min(
    leadingAccuracy(parameters),
    leadingAccuracy({ ...parameters, keepsCorrect: 1, keepsWrong: 1 }),
  );
  strained(
    count >= FEWEST && count < FEWEST_NEAR_ZERO && least < NEAR_ZERO,
    'near-zero',
    'accuracies near 0',
    () =>
      `the verifier keeps ${plain(count, 3)} samples on average: accuracies near 0, which are the chance that not all is learned wrong, are too low by up to a fifth; from ${FEWEST_NEAR_ZERO} on they are right to a per cent`,
  );
  return all;
}
