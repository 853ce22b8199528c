import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { BoundsProblem } from './problem.ts';
import { vcGap } from './theory/bounds.ts';

/**
 * At α = 2 errors were 1.4, 3 and 5 per cent low (Hebb, Gibbs and Bayes) in 40 dimensions, and 0.7
 * per cent in 60.
 */
const FEW = 50;

/**
 * Sweeps for each sample a dimension that forget the teacher: at α = 2 a random student's error was
 * 4 per cent low after 50 of them in 100 dimensions, and 1 after 100 (24 teachers, against chains
 * that start elsewhere). The first half of a chain is left out.
 */
const FORGETS = 100;

export function validity({ parameters, samples: n }: BoundsProblem): ValidityNote[] {
  const { dimension: d, delta, sweeps } = parameters;
  const notes = gatherNotes();
  notes.strained(d < FEW, 'few-dimensions', 'few dimensions', () => `${d} dimensions: the average case is for d → ∞`);
  notes.strained(
    sweeps < FORGETS,
    'short-chain',
    'a short chain',
    () =>
      `${sweeps} sweeps through the version space for each sample a dimension may not forget the teacher they start from: take ${FORGETS} or more`,
  );
  const gap = n >= d ? vcGap(d, n, delta) : Number.POSITIVE_INFINITY;
  notes.note(gap >= 1, 'vacuous', 'a vacuous bound', () =>
    n >= d
      ? `the VC bound on the error is ${plain(gap, 3)} above the training error: it says nothing`
      : 'with fewer samples than dimensions half-spaces separate any labels, and there is no VC bound',
  );
  return notes.all;
}
