import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { CatapultProblem } from './problem.ts';

/** The solvable network's theory is exact: only the edges of wide networks can be strained. */
export function validity({ parameters }: CatapultProblem): ValidityNote[] {
  const { model, width, depth, samples, activation } = parameters;
  const notes = gatherNotes();
  if (model === 'solvable') return notes.all;
  // At width 128 the edge of the lazy phase lay between 1.78 and 2.18, at 1024 between 1.96 and
  // 2.04 (linear, tanh and relu, 10 data); with two layers of 512, between 1.73 and 2.22.
  const shift = depth / Math.sqrt(width);
  notes.strained(
    shift > 0.05,
    'narrow',
    'a narrow network',
    () => `the edges are those of infinite width; one network's are off by about depth/√width, here ${plain(shift, 2)}`,
  );
  notes.note(
    samples > 1 || activation !== 'linear' || depth > 1,
    'no-divergent-edge',
    'divergence is measured',
    () => 'the edge of divergence at 4 is that of one datum and two linear layers; here nobody has a theory of it',
  );
  return notes.all;
}
