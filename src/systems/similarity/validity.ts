import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { SimilarityProblem } from './problem.ts';

/** Means are right to order 1/n, and 1/n² is some per cent below it. */
const FEWEST = 30;

/** Deterministic equivalents and the steepness of their tails go with the smaller dimension. */
const FEWEST_COMPONENTS = 5;

const NAMES = { meanSquaredCorrelation: 'canonical correlations', svcca: 'SVCCA', neighbours: 'mutual neighbours' };

export function validity({
  parameters,
  isIndependent,
  isTheSame,
  undefinedMeasures,
}: SimilarityProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const { samples, xDimension, yDimension } = parameters;
  strained(
    samples < FEWEST,
    'few-inputs',
    'few inputs',
    () => `means are predicted to order 1/n: below ${FEWEST} inputs, n = ${samples}, what is left out is some per cent`,
  );
  strained(
    isIndependent && Math.min(xDimension, yDimension, samples - 1) < FEWEST_COMPONENTS,
    'few-components',
    'few components',
    () =>
      `the Procrustes similarity is predicted to leading order in large dimensions: below ${FEWEST_COMPONENTS} components it is some per cent off`,
  );
  note(
    !isIndependent,
    'in-common',
    'in common',
    () => 'SVCCA, Procrustes similarity and mutual neighbours are predicted of independent representations alone',
  );
  for (const [name, label] of Object.entries(NAMES)) {
    const reason = undefinedMeasures[name as keyof typeof NAMES];
    note(reason !== undefined, `no-${name}`, `no ${label}`, () => `no value of ${label} here: ${reason}`);
  }
  note(
    isTheSame,
    'the-same',
    'the same',
    () => 'representations that are turned into each other are as alike in every sample: no variance is predicted',
  );
  return all;
}
