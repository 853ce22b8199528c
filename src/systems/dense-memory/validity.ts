import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { DenseMemoryProblem } from './problem.ts';
import { stepError } from './theory/crosstalk.ts';

/**
 * The theory is exact at every size; what is rare takes many trials, and few patterns no integral.
 */
export function validity({ parameters, wrong }: DenseMemoryProblem): ValidityNote[] {
  const { memory, units, patterns, degree } = parameters;
  const notes = gatherNotes();
  if (memory === 'softmax') return notes.all;
  const error = stepError(units, patterns, degree, wrong);
  notes.note(
    error === undefined,
    'few-patterns',
    'few patterns',
    () => 'the distribution of the crosstalk of so few patterns is too rough for the integral that gives errors',
  );
  notes.note(
    error !== undefined && error < 1e-5,
    'rare-errors',
    'rare errors',
    () => `errors are as rare as ${plain(error!, 2)}: most networks have none`,
  );
  return notes.all;
}
