import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { MupProblem } from './problem.ts';
import { isSmall, largestChange } from './theory/prediction.ts';

/** The verdict's margin. */
export const MARGIN = 0.03;

/** Where the exponents of a transformer are those of large widths. */
const NARROW = 128;

/** Where best rates of networks that saturate are those of large widths, within half an octave. */
const NARROW_AND_SATURATING = 32;

export function validity(problem: MupProblem): ValidityNote[] {
  const { network, study, width, parameterisation, activation } = problem.parameters;
  const { strained, note, all } = gatherNotes();
  strained(
    study === 'coordinates' && network === 'transformer' && width < NARROW,
    'narrow-transformer',
    'a narrow transformer',
    () =>
      `from width ${width} on the changes still approach what they are at large width, the output's as n^(−1/2): exponents are off by up to 0.15; begin at ${NARROW} or above`,
  );
  strained(
    study === 'rates' && width < NARROW_AND_SATURATING && (activation === 'tanh' || activation === 'erf'),
    'narrow-saturating',
    'a narrow network that saturates',
    () =>
      `from width ${width} on the best rate of ${activation} still rises with the width, in μP too: by 0.8 octaves from 16 to 128 on digits; begin at ${NARROW_AND_SATURATING} or above`,
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
