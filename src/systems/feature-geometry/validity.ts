import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { FeatureGeometryProblem } from './problem.ts';

/** Features for a dimension from which on frames are tight within 3 %, measured. */
export const FEW_PER_DIMENSION = 4;
/**
 * Restarts of which one finds the best polygon of so many features, measured: 5, 6, 7 and more. Of
 * unit vectors none leaves out an eighth.
 */
const RESTARTS = { unit: [4, 12, 80, Number.POSITIVE_INFINITY], normal: [150, 500, 2500, 1000] };

export function validity({ parameters, isFree }: FeatureGeometryProblem): ValidityNote[] {
  const notes = gatherNotes();
  const { features: n, dimensions: m, activation, restarts, steps, start } = parameters;
  if (activation === 'linear') return notes.all;
  notes.strained(
    m > 2 && !isFree && n < FEW_PER_DIMENSION * m,
    'few-features',
    'few features for a dimension',
    () =>
      `${n} features in ${m} dimensions make no tight frame, and overlap by up to 5 % more than Welch’s bound: take ${FEW_PER_DIMENSION * m} or more`,
  );
  const needed = m === 2 && !isFree ? RESTARTS[start][Math.min(n, 8) - 5] : 0;
  notes.strained(restarts < needed, 'few-restarts', 'few restarts', () =>
    needed < Number.POSITIVE_INFINITY
      ? `${restarts} random starts may all miss the best polygon: take ${needed}`
      : `the best polygon leaves out ${n - 7} of ${n} features, which training from unit vectors never does: take start=normal and ${RESTARTS.normal[3]} restarts`,
  );
  notes.strained(
    isFree && (start === 'normal' || n === 2 * m),
    'left-out',
    'free places missed',
    () => 'although all features have a free place, training from a random start may miss one',
  );
  notes.strained(
    start === 'normal' && m > 2 && n > m * m,
    'short-vectors',
    'short vectors',
    () => 'vectors that begin short are left out where features are crowded: take start=unit',
  );
  notes.strained(
    steps < 400,
    'short-training',
    'short training',
    () => `${steps} steps of descent do not settle in a minimum`,
  );
  return notes.all;
}
