import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../../systems/contract.ts';
import { gatherNotes } from '../../systems/shared/notes.ts';
import type { Corpus } from './corpus.ts';
import type { Correlations } from './correlations.ts';
import type { Entropies } from './entropies.ts';
import type { TrainedLaw } from './training.ts';

/** Of the text: a class of so many different tokens is no token. */
const LARGE_REST = 0.1;

export function notesOf(
  corpus: Corpus,
  { beta, halves }: Correlations,
  { gamma }: Entropies,
  trained: TrainedLaw | undefined,
): ValidityNote[] {
  const notes = gatherNotes();
  notes.note(
    true,
    'stationary',
    'stationary text',
    () =>
      'the text is taken for a piece of one stationary source: topics that come and go, documents of several kinds and tables are correlations to it, and may level off what should fall',
  );
  notes.note(
    true,
    'norm',
    'norm',
    () =>
      'correlations are measured by the root of the sum of squares over pairs of tokens (Frobenius), which has an unbiased estimate; the theory has the largest singular value, whose exponent is the same where the shape of the covariance does not change with distance',
  );
  notes.note(
    true,
    'tokens',
    'tokens',
    () =>
      'exponents and amplitudes are those of these tokens and this vocabulary: another cut of the same text has others, and what is said of the loss is so for networks that read it so',
  );
  notes.note(
    beta.interval !== undefined && gamma.interval !== undefined,
    'implied',
    'implied exponent',
    () =>
      'α = γ/(2β) assumes that both power laws go on to the distance that the data show, that a network learns what lies within it faster than it grows, and that neither its size nor its context bind',
  );
  notes.strained(
    corpus.rest > LARGE_REST,
    'large-rest',
    'large rest class',
    () =>
      `${percent(corpus.rest, 2)} of the text is in the class of the rest, which is taken for one token: raise vocabulary, or take tokens=pairs`,
  );
  notes.strained(
    beta.interval !== undefined && halves?.differ === true,
    'bend',
    'no one exponent',
    () =>
      `the exponent of correlations is ${plain(halves!.lower, 2)} over the shorter half of the distances and ${plain(halves!.upper, 2)} over the longer: the law bends, and shortest=… sets aside where it does not hold`,
  );
  notes.strained(
    gamma.interval !== undefined && gamma.range[1] < 10 * gamma.range[0],
    'short-range',
    'short range',
    () =>
      `the exponent of the entropy rests on contexts of ${gamma.range[0]} to ${gamma.range[1] + 1} tokens, less than a factor of ten: all that a text of this length shows`,
  );
  const unfinished = trained?.parts.filter(({ hasStopped }) => !hasStopped) ?? [];
  notes.strained(
    unfinished.length > 0,
    'still-learning',
    'still learning',
    () =>
      `${unfinished.length} of ${trained!.parts.length} trainings were still learning when their steps were used up: their losses are those of the steps, not of the data; raise steps`,
  );
  notes.note(
    trained !== undefined,
    'size',
    'size of networks',
    () =>
      'all parts are learnt by networks of one size at one learning rate: where that binds, the loss levels off with the data, and the exponent is not that of the text; raise width and depth until nothing changes',
  );
  return notes.all;
}
