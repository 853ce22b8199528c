import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { SuperpositionProblem } from './problem.ts';
import { pairMinima } from './theory/pair.ts';
import { secondDimensionality } from './theory/prediction.ts';

/** Minima whose losses differ by less are told apart by the noise of training. */
const CLOSE = 0.03;
/**
 * About half of the restarts find a pair of sparse features, measured: one of 250 trials misses it.
 */
const FEW = 8;
/** Phases differ by more in D₂. */
const APART = 0.02;

export function validity({
  parameters: { density, importance, restarts, steps },
}: SuperpositionProblem): ValidityNote[] {
  const notes = gatherNotes();
  const minima = pairMinima(density, importance);
  const [best] = minima;
  const D = secondDimensionality(best);
  const [rival] = minima
    .filter((other) => Math.abs(secondDimensionality(other) - D) > APART)
    .sort((one, other) => one.loss - other.loss);
  const gap = rival ? rival.loss / best.loss - 1 : Number.POSITIVE_INFINITY;
  notes.strained(
    gap < CLOSE,
    'two-phases',
    'between two phases',
    () =>
      `two minima, with D₂ = ${plain(D, 2)} and ${plain(secondDimensionality(rival), 2)}, differ by less than ${100 * CLOSE} % in loss: noise of training decides between them`,
  );
  notes.strained(
    restarts < FEW,
    'few-restarts',
    'few restarts',
    () => `${restarts} random starts can all end in a local minimum, with the wrong feature or both on one side`,
  );
  notes.strained(
    steps < 800,
    'short-training',
    'short training',
    () => `${steps} steps of Adam do not settle in the minimum`,
  );
  return notes.all;
}
