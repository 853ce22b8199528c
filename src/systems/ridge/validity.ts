import { smallestRidge } from '../../random-matrices/renormalized-ridge.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { Problem } from './problem.ts';
import { trainingSet } from './theory/training-set.ts';

/** Which assumption of the theory this problem strains. */
export function validity(problem: Problem): ValidityNote[] {
  const { parameters, eta, power, samples, ridge } = problem;
  const { entries, degrees } = parameters;
  const { df1, df2, gamma, kappa, effectiveSamples } = trainingSet(problem);
  const { strained, note, all } = gatherNotes();

  strained(
    samples < 50,
    'few-samples',
    'few samples',
    () => `${samples} samples: the theory is leading order in 1/P, expect deviations of a few per cent and more`,
  );
  strained(
    samples >= 50 && effectiveSamples < 50,
    'correlated-samples',
    'correlated samples',
    () =>
      `the samples are correlated, and as good as ${effectiveSamples.toFixed(0)} independent ones: expect deviations of a few per cent and more`,
  );
  strained(
    df1 < 20,
    'few-degrees',
    'few degrees of freedom',
    () =>
      `only ${df1.toFixed(1)} degrees of freedom are in use: self-averaging is weak and corrections are of order 1/Df1`,
  );
  strained(
    ridge >= 0 && gamma > 0.9 && df2 > 0,
    'near-peak',
    'near the double-descent peak',
    () => `γ = ${gamma.toFixed(3)}, near the double-descent peak: finite-size corrections are enhanced by 1/(1 − γ)`,
  );
  strained(
    ridge < 0 && ridge < 0.8 * smallestRidge(eta, samples).ridge,
    'near-edge',
    'near the edge of negative ridges',
    () => 'the negative ridge is close to the lowest edge of the sample spectrum: some training sets cross it',
  );
  strained(
    largest(power) > 0.5 * power.reduce((sum, value) => sum + value, 0),
    'one-mode',
    'one dominant mode',
    () =>
      'one mode carries more than half of the target: its own fluctuation, of order 1/√P a trial, does not average out',
  );
  strained(
    kappa > 0 && kappa < 1e-13 * largest(eta),
    'precision',
    'below double precision',
    () => 'κ is below double precision of the largest eigenvalue: the experiment cannot resolve it',
  );
  strained(
    entries === 'student' && degrees <= 4,
    'heavy-tails',
    'heavy-tailed entries',
    () => `Student entries with ${degrees} degrees of freedom have no fourth moment: universality is not guaranteed`,
  );
  note(
    entries !== 'gaussian',
    'universality',
    'universality',
    () => `the theory is for Gaussian inputs; ${entries} entries test its universality`,
  );
  if (problem.kind === 'data') {
    strained(
      true,
      'real-inputs',
      'inputs that are not Gaussian',
      () => 'real inputs are not Gaussian in their eigenbasis, and what is not linear in them is counted as noise',
    );
    strained(
      samples >= problem.rows,
      'beyond-file',
      'beyond the rows of the file',
      () =>
        `${samples} samples are more than the file has: the spectrum, target and noise of its ${problem.rows} rows stand for all that could be drawn`,
    );
    note(
      problem.isWide,
      'held-out',
      'few rows',
      () =>
        `${problem.rows} rows are few for ${eta.length} input directions: theory goes by the errors of rows held out, and is of subsamples of this file`,
    );
    strained(
      samples > problem.rows / 2 && samples < problem.rows,
      'finite-pool',
      'most of the file used for training',
      () =>
        `${samples} of ${problem.rows} rows are used for training: subsamples overlap, and few rows are left for the test`,
    );
  }
  return all;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
