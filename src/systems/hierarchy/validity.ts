import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { type HierarchyProblem, LAZY, MEMORISED } from './problem.ts';

/** The statistics are exact; what learners make of them is not. */
export function validity({ parameters, unit, distinct }: HierarchyProblem): ValidityNote[] {
  const { measured, start, symbols } = parameters;
  const notes = gatherNotes();
  if (measured === 'statistics') return notes.all;
  notes.strained(
    distinct < MEMORISED * unit,
    'memorised',
    'few different data',
    () =>
      `there are only ${distinct} different data, ${plain(distinct / unit, 2)} n_c m^L: learners memorise them before they find what they have in common`,
  );
  // From P₉₀ = 1.9 P_c at m = 2 … 4 with 0.5, to 2.7, 3.2 and 4.0 P_c with √2.
  notes.strained(
    start > LAZY,
    'lazy-start',
    'large initial weights',
    () =>
      `with initial weights of ${start} over the root of the fan-in the features of a network move little, and it needs more samples, the more so the more productions there are`,
  );
  notes.note(
    symbols < 6,
    'few-symbols',
    'few symbols',
    () => `with ${symbols} symbols one set of rules is not like another, and what learners need scatters widely`,
  );
  return notes.all;
}
