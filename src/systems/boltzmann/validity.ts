import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { BoltzmannProblem } from './problem.ts';

/** Standard deviation of a unit's field beyond which units are frozen for many steps. */
const STRONG = 5;

/** Theory and experiment are exact; what there is to say is that strong machines forget slowly. */
export function validity({ parameters: { weightScale, visible, hidden } }: BoltzmannProblem): ValidityNote[] {
  const notes = gatherNotes();
  const field = weightScale * Math.sqrt(Math.max(visible, hidden) / 2);
  notes.note(
    field > STRONG,
    'strong-couplings',
    'strong couplings',
    () =>
      `fields have a standard deviation of about ${plain(field, 2)}: most units flip with a chance below a per cent, and chains remember the data for many steps`,
  );
  return notes.all;
}
