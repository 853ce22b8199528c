import { log1p } from '../../numeric/special.ts';
import { plain, plainLeast } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { PSpinProblem } from './problem.ts';

/** What the finite size may take from the energy, relative: two thirds of the margin. */
const MOST_SHIFT = 0.02;

/** A start on the signal's side has this many times the overlap of a random one. */
const FEW = 5;

export function validity({ parameters }: PSpinProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const { order, size, time, signal, startOverlap } = parameters;
  const shift = finiteSizeShift(time) / size;
  const threshold = Math.sqrt((2 * (order - 1)) / order);
  strained(
    shift > MOST_SHIFT * threshold,
    'finite-size',
    'finite size',
    () =>
      `at ${size} dimensions the energy lags behind by about ${plain(shift, 1)} at the end: ${plain(shift * size, 2)}/N, more the longer the descent`,
  );
  strained(
    signal > 0 && startOverlap < FEW / Math.sqrt(size),
    'small-overlap',
    'a start without overlap',
    () =>
      `random directions have overlaps of ${plain(1 / Math.sqrt(size), 1)} with the signal, which the equations take for 0 and descent makes larger: give startOverlap at least ${plainLeast(FEW / Math.sqrt(size), 1)}`,
  );
  return all;
}

/** N times the energy that a finite landscape is behind. */
function finiteSizeShift(time: number): number {
  return 1.2 + 0.4 * log1p(time);
}
