import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { AttentionProblem } from './problem.ts';

/** What batches may add to a loss before it is a strain: the margin of a verdict. */
const MOST = 0.05;

/**
 * How far losses of finite batches are above theory, over η/B: 22 to 40 in three dimensions, 19 in
 * six, 15 with merged weights, measured at η/B from 0.003 to 0.0125.
 */
const SHAKING = 25;

export function validity({ parameters: { rate, batch } }: AttentionProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const off = (SHAKING * rate) / batch;
  strained(
    off > MOST,
    'small-batches',
    'small batches',
    () =>
      `steps of ${rate} on ${batch} contexts shake the weights: losses may be about ${percent(off, 1)} above those of infinite batches; take a larger batch or a smaller rate`,
  );
  return all;
}
