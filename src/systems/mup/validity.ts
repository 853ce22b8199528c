import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { MupProblem } from './problem.ts';
import { depthExponentOf, isBentByDecay, isSmall, largestChange } from './theory/prediction.ts';

/** The verdict's margin. */
export const MARGIN = 0.03;

/** Where the exponents of a transformer are those of large widths. */
const NARROW = 128;

/**
 * From where on the changes of one step are within the margin of those at large width. Off from
 * them by up to (150 networks of each width from 16 to 64, standard and NTK): gradient descent
 * 6.5/n of gelu, 4/n of relu, 1.6/n of linear units and 0.7/n of tanh and erf; Adam 2/n of relu and
 * gelu. Gradient descent on the input layer alone: 3/n of tanh and erf (widths 32 and 51).
 */
const WIDE = {
  sgd: { saturating: 32, saturatingInput: 128, others: 256 },
  adam: { saturating: 0, saturatingInput: 0, others: 64 },
};

/**
 * Where the exponent in the depth is that of many branches. With 8, 16, 32 and 64 of them it was
 * 0.45, 0.48, 0.49 and 0.49 up to twice as many, where ½ is predicted.
 */
const FEW_BRANCHES = 32;

/** Where best rates of networks that saturate are those of large widths, within half an octave. */
const NARROW_AND_SATURATING = 32;

export function validity(problem: MupProblem): ValidityNote[] {
  const { network, study, width, parameterisation, activation, optimiser, trained, depth, decay } = problem.parameters;
  const { strained, note, all } = gatherNotes();
  const isSaturating = activation === 'tanh' || activation === 'erf';
  const widths = WIDE[optimiser === 'sgd' ? 'sgd' : 'adam'];
  const wide = isSaturating ? (trained === 'input' ? widths.saturatingInput : widths.saturating) : widths.others;
  strained(
    study === 'coordinates' && network !== 'transformer' && width < wide,
    'narrow-network',
    'a narrow network',
    () =>
      `from width ${width} on the changes of ${activation} under ${optimiser} are farther from those at large width than the margin, by parts of order 1/n; begin at ${wide} or above`,
  );
  strained(
    study === 'coordinates' && network === 'transformer' && width < NARROW,
    'narrow-transformer',
    'a narrow transformer',
    () =>
      `from width ${width} on the changes still approach what they are at large width, the output's as n^(−1/2): exponents are off by up to 0.2; begin at ${NARROW} or above`,
  );
  strained(
    study === 'rates' && width < NARROW_AND_SATURATING && isSaturating,
    'narrow-saturating',
    'a narrow network that saturates',
    () =>
      `from width ${width} on the best rate of ${activation} still rises with the width, in μP too: by 0.8 octaves from 16 to 128 on digits; begin at ${NARROW_AND_SATURATING} or above`,
  );
  strained(
    (depthExponentOf(problem) ?? 0) > 0 && depth < FEW_BRANCHES,
    'few-branches',
    'a few residual branches',
    () =>
      `with ${depth} the change still grows more slowly with the depth than with many, by up to a tenth of the exponent: begin at ${FEW_BRANCHES} or above`,
  );
  note(
    study === 'coordinates' && !isSmall(problem),
    'large-steps',
    'steps that are not small',
    () =>
      `at width ${problem.widths.at(-1)} the steps change pre-activations or outputs by about ${plain(largestChange(problem), 2)}, no longer in proportion to the rate: ${parameterisation === 'mup' || parameterisation === 'mean-field' ? 'exponents of 0 are predicted, and nothing else' : 'no change and no exponent is predicted'}`,
  );
  note(
    isBentByDecay(problem),
    'weight-decay',
    'weight decay',
    () =>
      `a decay of ${decay} changes outputs by a share that depends on the width, and its exponent is not predicted: choose a smaller decay, or samples=1 and steps=1`,
  );
  return all;
}
