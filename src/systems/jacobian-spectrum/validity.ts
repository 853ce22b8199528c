import { squared } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { JacobianProblem } from './problem.ts';
import { isExact } from './theory/moments.ts';

/**
 * What a finite width adds to the relative variance of smooth networks, over depth²/width: measured
 * on erf at depth 8 and widths 100, 200 and 400 (20, 9 and 4 per cent), and for orthogonal weights
 * (3, 3 and 1).
 */
const FINITE_WIDTH = { gaussian: 0.3, orthogonal: 0.05 } as const;

export function validity({ parameters }: JacobianProblem): ValidityNote[] {
  const { activation: phi, weights, depth, width } = parameters;
  const notes = gatherNotes();
  const shift = (FINITE_WIDTH[weights] * squared(depth)) / width;
  const isSharp = isExact({ phi, weights }) || phi === 'linear';
  notes.strained(
    !isSharp && shift > 0.05,
    'deep-for-its-width',
    'deep for its width',
    () =>
      `the moments are those of infinite width; finite ones add some ${percent(shift, 1)} here, of the order of depth²/width`,
  );
  // All singular values of a product of orthogonal matrices are alike.
  const isRigid = phi === 'linear' && weights === 'orthogonal';
  notes.strained(
    !isRigid && depth / width > 0.05,
    'wild-networks',
    'networks differ widely',
    () =>
      `squared singular values scatter from network to network with a relative variance of several depth/width, here ${plain(depth / width, 2)}`,
  );
  return notes.all;
}
