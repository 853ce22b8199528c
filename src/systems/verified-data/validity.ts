import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { VerifiedDataProblem } from './problem.ts';

/**
 * Of samples that are kept: corrections are of order 1/m, and 3 per cent of an accuracy the margin.
 */
const FEWEST = 30;

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
  return all;
}
