import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { BoundsProblem } from './problem.ts';
import { vcGap } from './theory/bounds.ts';

/** Errors of fewer dimensions are off by more than some per cent. */
const FEW = 30;

/**
 * Sweeps for each sample and dimension that forget the teacher: the mean student’s error was 11 per
 * cent low after 50, 7 after 100, some 3 of which are the finite dimension’s.
 */
const FORGETS = 50;

export function validity({ parameters, samples: n }: BoundsProblem): ValidityNote[] {
  const { dimension: d, delta, sweeps } = parameters;
  const notes = gatherNotes();
  notes.strained(d < FEW, 'few-dimensions', 'few dimensions', () => `${d} dimensions: the average case is for d → ∞`);
  notes.strained(
    sweeps < (FORGETS * n) / d,
    'short-chain',
    'a short chain',
    () =>
      `${sweeps} sweeps through the version space of ${n} samples may not forget the teacher they start from: take ${Math.ceil((FORGETS * n) / d)}`,
  );
  const gap = n >= d ? vcGap(d, n, delta) : Number.POSITIVE_INFINITY;
  notes.note(gap >= 1, 'vacuous', 'a vacuous bound', () =>
    n >= d
      ? `the VC bound on the error is ${gap.toPrecision(3)} above the training error: it says nothing`
      : 'with fewer samples than dimensions half-spaces separate any labels, and there is no VC bound',
  );
  return notes.all;
}
