import { cbrt, squared } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { SpikedMatrixProblem } from './problem.ts';
import { believedOverlap } from './theory/prediction.ts';

/** In units of the width N^(−1/3) of the transition. */
const NEAR = 2;
/** The error of the escape from a random start that is a strain: the margin of a verdict. */
const MOST_ERROR = 0.05;
/** Beyond it the error is no more what its leading order says. */
const TENTH = 0.1;
const SMALLEST = 100;

export function validity(problem: SpikedMatrixProblem): ValidityNote[] {
  const { signal, size, start } = problem.parameters;
  const { strained, note, all } = gatherNotes();
  strained(
    Math.abs(signal - 1) * cbrt(size) < NEAR,
    'near-transition',
    'near the transition',
    () =>
      `at N = ${size} the transition is smeared over N^(−1/3) = ${plain(1 / cbrt(size), 2)} around λ = 1: the formulas are those of infinite size`,
  );
  const error = 3 / (size * squared(signal - 1));
  strained(
    start === 'random' && signal > 1 && error > MOST_ERROR,
    'slow-escape',
    'slow escape',
    () =>
      `from a random start the overlap of the flow is off by ${error > TENTH ? 'a tenth or more' : `about ${percent(error, 1)}`} while it escapes: the outlier is not far from the edge for ${size} dimensions`,
  );
  note(
    !believedOverlap(problem),
    'discrete-spectrum',
    'single eigenvalues tell',
    () =>
      `without an outlier the flow from a random start comes to tell single eigenvalues of ${size} apart, and theory, of leading order in 1/N, has a continuum: the overlap of the flow is not predicted; take a shorter time, or a larger size`,
  );
  strained(
    size < SMALLEST,
    'small',
    'a small matrix',
    () => `corrections are of order 1/N: energies of the flow were 2 % off at N = 100`,
  );
  return all;
}
