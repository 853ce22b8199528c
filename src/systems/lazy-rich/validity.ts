import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { LazyRichProblem } from './problem.ts';
import { lazyMovement } from './theory/lazy-movement.ts';

/** Relative movement of the weights above which linearisation is off by more than some per cent. */
const LAZY = 0.03;

/** Where the linearised theory is strained. The solvable student's theory is exact. */
export function validity({ parameters }: LazyRichProblem): ValidityNote[] {
  const { model, alpha, activation, pairs } = parameters;
  if (model === 'solvable') return [];
  const notes = gatherNotes();
  const movement = lazyMovement({ ...parameters, width: 2 * pairs });
  notes.strained(
    movement > LAZY,
    'not-lazy',
    'weights that move',
    () =>
      `the linearised student would move its weights by about ${plain(movement, 2)} of their norm: it is no guide to the network unless that is well below ${LAZY}; α above ${plain((alpha * movement) / LAZY, 2)} is lazy here`,
  );
  notes.note(
    activation === 'relu',
    'kinks',
    'kinks of relu',
    () =>
      'at finite width relu networks are not differentiable: units that switch add √(1/α) to the kernel and to the distance from the linearised student, beyond the theory',
  );
  return notes.all;
}
