import { count, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { Problem } from './problem.ts';
import { closePairs } from './theory/close-pairs.ts';
import { eigenlearning } from './theory/eigenframework.ts';
import { regression } from './theory/prediction.ts';

/** What a correction may be before it is a strain: the margin of a verdict. */
const MOST_CORRECTION = 0.05;
/**
 * Close pairs move the training error by up to this many times what they move κ by: see
 * `closePairs`.
 */
const IN_TRAINING = 4;
/** Rows of a file by which training errors are good to the margin, on the digits. */
const ENOUGH_ROWS = 400;
/**
 * What lengths of Gaussian inputs move by, at most, in units of 2/d. Simulated without a ridge at
 * d = 20 to 250, n up to 5d: κ by 1 to 4, the training error by 2 to 7 with a smooth target, by 4
 * to 10 where labels are noise.
 */
const BY_LENGTHS = { kappa: 5, training: 10 };

/** Which assumption of the theory this problem strains. */
export function validity(problem: Problem): ValidityNote[] {
  const { samples, stepSize, dimension, domain } = problem.parameters;
  const notes = gatherNotes();
  notes.strained(
    samples < 20,
    'few-samples',
    'few samples',
    () => `${count(samples, 'sample')}: the theory is leading order in 1/n`,
  );
  notes.note(
    stepSize > 0,
    'steps',
    'finite steps',
    () => 'gradient descent with finite steps is measured only; the theory in time is for gradient flow',
  );
  if (problem.kind === 'data') {
    const { rows, distinct } = problem.pool;
    notes.strained(
      samples < ENOUGH_ROWS,
      'real-inputs',
      'inputs that are not Gaussian, for the training error',
      () =>
        `rows that have close neighbours among ${samples} samples are easier than others, and the theory takes the mean: training error and KARE come out below it, on the digits by 9 and 16 % at 74 samples, 4 and 6 % at 300`,
    );
    notes.strained(
      distinct < rows,
      'copies',
      'rows that stand twice',
      () =>
        `${rows - distinct} of ${rows} rows have the inputs of another row: a test row whose copy is among the training samples is known already, which the theory, with one κ for all rows, counts on average`,
    );
    notes.strained(
      samples > rows / 3,
      'finite-pool',
      'much of the file used for training',
      () =>
        `${samples} of ${rows} rows are used for training: subsamples overlap, so that trials differ less than independent ones would`,
    );
    return notes.all;
  }
  const { overfitting, learnability } = eigenlearning(regression(problem));
  const correction = overfitting / samples;
  notes.strained(
    overfitting > 4 || correction > MOST_CORRECTION,
    'near-peak',
    'near a peak of overfitting',
    () =>
      `the overfitting coefficient is ${plain(overfitting, 3)}: corrections are of the order of E₀/n = ${percent(correction)} %`,
  );
  if (domain !== 'gaussian') {
    const pairs = closePairs({ domain, dimension }, problem.multiplicities, learnability, samples);
    notes.strained(
      IN_TRAINING * pairs > MOST_CORRECTION,
      'close-pairs',
      pairs > MOST_CORRECTION ? 'close pairs of samples' : 'close pairs of samples, for the training error',
      () =>
        `in ${dimension} dimensions some of ${samples} samples lie close together for this kernel, and eigenfunctions are not Gaussian: κ is off by about ${percent(pairs)} %, the training error by two to four times that, the test error by at most half of it; a larger ridge or dimension makes it less`,
    );
  }
  const lengths = 2 / dimension;
  notes.strained(
    domain === 'gaussian' && BY_LENGTHS.training * lengths > MOST_CORRECTION,
    'lengths',
    BY_LENGTHS.kappa * lengths > MOST_CORRECTION
      ? 'inputs of different lengths'
      : 'inputs of different lengths, for the training error',
    () =>
      `|x|²/d fluctuates by √(2/d) = ${Math.sqrt(lengths).toFixed(2)}, and K(x, x) with it: one κ for all samples is an approximation, off by about 2/d = ${percent(lengths)} % where the ridge is not small, and by several times that where it is, the training error by up to ten times`,
  );
  return notes.all;
}

const percent = (value: number) => plain(100 * value, 2);
