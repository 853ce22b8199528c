import { chiSquareTail } from '../../statistics/distributions.ts';
import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { FeatureGeometryProblem } from './problem.ts';

/** Features for a dimension from which on frames are tight within 3 %, measured. */
export const FEW_PER_DIMENSION = 4;
/** In 7 dimensions 28 and 29 features are 3.8 and 3.4 % above the bound, and no others so far. */
const LOOSE = { dimensions: 7, below: 30 };
/** Half of the margin, which frames that are not tight may use the other half of. */
const NOTICED = 0.015;
/**
 * Restarts of which one finds the best polygon of so many features, measured: 5, 6, 7 and more. Of
 * unit vectors none leaves out an eighth.
 */
const RESTARTS = { unit: [4, 12, 80, Number.POSITIVE_INFINITY], normal: [150, 500, 2500, 1000] };

export function validity({ parameters, isFree }: FeatureGeometryProblem): ValidityNote[] {
  const notes = gatherNotes();
  const { features: n, dimensions: m, activation, restarts, steps, start, bias } = parameters;
  if (activation === 'linear') return notes.all;
  const enough = m === LOOSE.dimensions ? LOOSE.below : FEW_PER_DIMENSION * m;
  notes.strained(
    m > 2 && !isFree && n < enough,
    'few-features',
    'few features for a dimension',
    () =>
      `${n} features in ${m} dimensions make no tight frame, and overlap by up to 5 % more than Welch’s bound: take ${enough} or more`,
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
  const lost = start === 'normal' && m > 2 && !isFree ? leftOut(parameters) : { features: 0, overlap: 0 };
  notes.strained(
    lost.overlap > NOTICED,
    'short-vectors',
    'short vectors',
    () =>
      `about ${Math.round(lost.features)} of ${n} vectors begin shorter than a bias of ${bias} lets through, and are left out: the others overlap ${percent(lost.overlap, 1)} less than all would; take start=unit, or a weaker bias`,
  );
  notes.strained(
    start === 'unit' && bias <= -1,
    'nothing-on',
    'no output on',
    () => `a bias of ${bias} lets no output of a vector of length 1 through, and nothing is learned: take a weaker one`,
  );
  notes.strained(
    steps < 400,
    'short-training',
    'short training',
    () => `${steps} steps of descent do not settle in a minimum`,
  );
  return notes.all;
}

/**
 * An output u|w|² + b is never on where |w|² < −b, and such a vector feels nothing: of normal
 * weights, with m|w|² ~ χ²_m, that share. Each moves Welch’s bound (n − m)/m(n − 1) by
 * (m − 1)/(n − m)(n − 1) of it.
 */
function leftOut({ features: n, dimensions: m, bias }: FeatureGeometryProblem['parameters']) {
  const features = n * (1 - chiSquareTail(-m * bias, m));
  return { features, overlap: (features * (m - 1)) / ((n - m) * (n - 1)) };
}
