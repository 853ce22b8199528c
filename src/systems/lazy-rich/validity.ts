import type { ValidityNote } from '../contract.ts';
import type { LazyRichParameters } from './parameters.ts';
import { lazyMovement } from './theory.ts';

/** Relative movement of the weights above which linearisation is off by more than some per cent. */
const LAZY = 0.03;

/** Where the linearised theory is strained. The solvable student's theory is exact. */
export function validity(p: LazyRichParameters): ValidityNote[] {
  if (p.model === 'solvable') return [];
  const notes: ValidityNote[] = [];
  const movement = lazyMovement({ ...p, width: 2 * p.pairs });
  if (movement > LAZY)
    notes.push({
      id: 'not-lazy',
      title: 'weights that move',
      level: 'strained',
      message: `the linearised student would move its weights by about ${movement.toPrecision(2)} of their norm: it is no guide to the network unless that is well below ${LAZY}; α above ${((p.alpha * movement) / LAZY).toPrecision(2)} is lazy here`,
    });
  if (p.activation === 'relu')
    notes.push({
      id: 'kinks',
      title: 'kinks of relu',
      level: 'note',
      message:
        'at finite width relu networks are not differentiable: units that switch add √(1/α) to the kernel and to the distance from the linearised student, beyond the theory',
    });
  return notes;
}
