import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { MupProblem } from './problem.ts';
import { isSmall, largestChange } from './theory/prediction.ts';

/** The verdict's margin. */
export const MARGIN = 0.03;

/** Where the exponents of a transformer are those of large widths. */
const NARROW = 128;

export function validity(problem: MupProblem): ValidityNote[] {
  const { network, study, width, parameterisation } = problem.parameters;
  const { strained, note, all } = gatherNotes();
  strained(
    study === 'coordinates' && network === 'transformer' && width < NARROW,
    'narrow-transformer',
    'a narrow transformer',
    () =>
      `from width ${width} on the changes still approach what they are at large width, the output's as n^(−1/2): exponents are off by up to 0.15; begin at ${NARROW} or above`,
  );
  note(
    study === 'coordinates' && !isSmall(problem),
    'large-steps',
    'steps that are not small',
    () =>
      `at width ${problem.widths.at(-1)} the steps change pre-activations or outputs by about ${largestChange(problem).toPrecision(2)}, no longer in proportion to the rate: ${parameterisation === 'mup' || parameterisation === 'mean-field' ? 'exponents of 0 are predicted, and nothing else' : 'nothing is predicted'}`,
  );
  return all;
}
