import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { AttentionProblem } from './problem.ts';
import { bestAttention } from './theory/population.ts';
import { shaking } from './theory/shaking.ts';

/** What batches may add to a loss before it is a strain: the margin of a verdict. */
const MOST = 0.05;

/**
 * While heads are learned losses are above theory by so many times what they end at, or less where
 * that is well measured: 1.1 to 1.5 at the starts by default. From smaller starts drops come early
 * or late by more.
 */
const WHILE_LEARNING = 1.5;

export function validity({ parameters, spectrum }: AttentionProblem): ValidityNote[] {
  const { rate, batch, start, model } = parameters;
  const { strained, note, all } = gatherNotes();
  const off = WHILE_LEARNING * shaking({ ...parameters, spectrum });
  strained(
    off > MOST,
    'small-batches',
    'small batches',
    () =>
      `steps of ${rate} on ${batch} contexts shake the weights: losses may be about ${percent(off, 1)} above those of infinite batches; take a larger batch or a smaller rate`,
  );
  const [gamma, ofAll] =
    model === 'merged'
      ? [(start * start) / Math.sqrt(spectrum.length), 'merged weights']
      : [start * start * start, 'heads'];
  const ahead = bestAttention({ ...parameters, spectrum }).findIndex((best) => gamma >= best / 2);
  note(
    ahead >= 0,
    'half-learned',
    'half learned at the start',
    () =>
      `${ofAll} that start at ${start} have learned more than half of direction ${ahead + 1} before the first step, so that there is no time of learning: choose a smaller start`,
  );
  return all;
}
