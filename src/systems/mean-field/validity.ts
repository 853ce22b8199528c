import { count } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { MeanFieldProblem } from './problem.ts';

export function validity({ parameters }: MeanFieldProblem): ValidityNote[] {
  const { width, depth } = parameters;
  const notes = gatherNotes();
  // Rates of learning scatter by 0.7/√N, with which the mean loss is 4 per cent off at N = 64 where
  // a 25th of it is left.
  notes.strained(
    width < 64 * depth,
    'narrow',
    'a narrow network',
    () =>
      `the theory is that of infinite width; kernels and losses of networks with ${count(width, 'unit')} a layer deviate by several per cent at ${64 * depth} units, and by more the fewer there are, below ten by multiples: choose a larger width`,
  );
  return notes.all;
}
