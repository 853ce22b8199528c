import { excessKurtosis } from '../../random-matrices/data-matrix.ts';
import { smallestRidge } from '../../random-matrices/renormalized-ridge.ts';
import { count, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { nextOrder } from '../shared/next-order.ts';
import { gatherNotes } from '../shared/notes.ts';
import { unevenRows } from '../shared/uneven-rows.ts';
import type { Problem } from './problem.ts';
import { trainingSet } from './theory/training-set.ts';

/** What a correction to the excess error may be before it is a strain: the margin of a verdict. */
const MOST_CORRECTION = 0.05;

/** So few degrees of freedom move the test error by less than 2 %, a relative 2 Df1 at the most. */
const NOTHING = 0.01;

/** Which assumption of the theory this problem strains. */
export function validity(problem: Problem): ValidityNote[] {
  const { parameters, eta, power, totalPower, samples, ridge, noise } = problem;
  const { entries, degrees } = parameters;
  const trained = trainingSet(problem);
  const { df1, df2, gamma, kappa, effectiveSamples } = trained;
  const { strained, note, all } = gatherNotes();
  const kurtosis = excessKurtosis(entries, degrees);

  strained(
    samples < 50,
    'few-samples',
    'few samples',
    () =>
      `${count(samples, 'sample')}: the theory is leading order in 1/P, expect deviations of a few per cent and more`,
  );
  strained(
    samples >= 50 && effectiveSamples < 50,
    'correlated-samples',
    'correlated samples',
    () =>
      `the samples are correlated, and as good as ${effectiveSamples.toFixed(0)} independent ones: expect deviations of a few per cent and more`,
  );
  note(
    df1 < NOTHING,
    'nothing-learned',
    'nothing is learned',
    () =>
      `the ridge is so large that ${plain(df1, 1)} degrees of freedom are in use: the fit is 0, and the test error that of no fit at all, which any theory has right`,
  );
  strained(
    df1 >= NOTHING && df1 < 20,
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
  const correction = nextOrder(trained, effectiveSamples, trained.biasSquared, noise);
  const withKurtosis = nextOrder(trained, effectiveSamples, trained.biasSquared, noise, kurtosis);
  strained(
    samples >= 50 && correction > MOST_CORRECTION,
    'next-order',
    'finite size',
    () =>
      `to the next order in 1/P the excess error is about ${percent(correction)} % larger: the noiseless error of a weak ridge by 4/(P(1 − γ)), what label noise adds by 1/(P(1 − γ))`,
  );
  strained(
    Number.isFinite(kurtosis) && Math.abs(withKurtosis - correction) > MOST_CORRECTION,
    'kurtosis',
    'kurtosis of the entries',
    () =>
      `the excess kurtosis ${plain(kurtosis, 3)} of the entries moves the excess error by up to ${percent(withKurtosis - correction)} %, to leading order: 3 times its ratio to P where the ridge is weak and labels have no noise, once where noise rules`,
  );
  strained(
    ridge < 0 && ridge < 0.8 * smallestRidge(eta, samples).ridge,
    'near-edge',
    'near the edge of negative ridges',
    () => 'the negative ridge is close to the lowest edge of the sample spectrum: some training sets cross it',
  );
  strained(
    largest(power) > 0.5 * totalPower,
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
    const uneven = unevenRows(problem, samples, trained);
    strained(
      uneven > MOST_CORRECTION,
      'real-inputs',
      'inputs that are not Gaussian',
      () =>
        `rows of the file weigh unequally in the fit, more than Gaussian ones would: the test error is above theory by about ${percent(uneven)} %`,
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
        `${problem.rows} rows are few for ${count(eta.length, 'input direction')}: theory goes by the errors of rows held out, and is of subsamples of this file`,
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

const percent = (value: number) => plain(100 * value, 2);

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
