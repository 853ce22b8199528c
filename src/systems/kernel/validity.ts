import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { Problem } from './problem.ts';
import { eigenlearning } from './theory/eigenframework.ts';
import { regression } from './theory/prediction.ts';

/** Which assumption of the theory this problem strains. */
export function validity(problem: Problem): ValidityNote[] {
  const { samples, stepSize, dimension, domain } = problem.parameters;
  const notes = gatherNotes();
  notes.strained(
    samples < 20,
    'few-samples',
    'few samples',
    () => `${samples} samples: the theory is leading order in 1/n`,
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
      true,
      'real-inputs',
      'inputs that are not Gaussian',
      () => 'real inputs are not Gaussian in the kernel’s eigenbasis: one κ for all rows is an approximation',
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
  const { overfitting } = eigenlearning(regression(problem));
  notes.strained(
    overfitting > 4,
    'near-peak',
    'near a peak of overfitting',
    () => `the overfitting coefficient is ${overfitting.toPrecision(3)}: finite-size corrections grow with it`,
  );
  notes.strained(
    dimension < 8,
    'low-dimension',
    'low dimension',
    () =>
      `in ${dimension} dimensions eigenfunctions are far from Gaussian: without much ridge κ and KARE are off by 10 % and more`,
  );
  notes.strained(
    domain === 'gaussian' && dimension < 200,
    'lengths',
    'inputs of different lengths',
    () =>
      `|x|²/d fluctuates by √(2/d) = ${Math.sqrt(2 / dimension).toFixed(2)}, and K(x, x) with it: one κ for all samples is an approximation, off by about 2/d`,
  );
  return notes.all;
}
