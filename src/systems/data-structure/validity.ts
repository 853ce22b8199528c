import { count, percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { nextOrder } from '../shared/next-order.ts';
import { gatherNotes } from '../shared/notes.ts';
import { unevenRows } from '../shared/uneven-rows.ts';
import { withoutMean } from './observables.ts';
import { type DataStructureProblem, isOfFile } from './problem.ts';
import { predictedOf } from './theory/prediction.ts';

/** What a correction to the excess error may be before it is a strain: the margin of a verdict. */
const MOST_CORRECTION = 0.05;

/** So few degrees of freedom move the test error by less than 2 %, a relative 2 Df1 at the most. */
const NOTHING = 0.01;

/** Which assumption of the theory this problem strains. */
export function validity(problem: DataStructureProblem): ValidityNote[] {
  const { parameters } = problem;
  const { defect, noise, samples } = parameters;
  const { risk, values } = predictedOf(problem);
  const { df1, gamma, effectiveRows, biasSquared } = risk;
  const { strained, note, all } = gatherNotes();
  strained(
    df1 >= NOTHING && effectiveRows < 50,
    'few-rows',
    'few rows',
    () =>
      `the rows are as good as ${count(Math.round(effectiveRows), 'row')} of one weight: the theory is leading order in their number, expect deviations of a few per cent and more`,
  );
  note(
    df1 < NOTHING,
    'nothing-learned',
    'nothing is learned',
    () => `the ridge is so large that ${plain(df1, 1)} degrees of freedom are in use: the fit is 0`,
  );
  strained(
    df1 >= NOTHING && df1 < 20,
    'few-degrees',
    'few degrees of freedom',
    () => `only ${df1.toFixed(1)} degrees of freedom are in use: corrections are of order 1/Df1`,
  );
  const isWithoutMean = withoutMean(problem) !== undefined;
  strained(
    isWithoutMean,
    'no-mean',
    'no mean',
    () =>
      'without a ridge the error has no mean within one row of as many rows as input directions, and no variance within three: what is predicted there is its leading order, infinite where they are as many, and no mean of fits; take more rows, or a ridge',
  );
  strained(
    gamma > 0.9 && !isWithoutMean,
    'near-peak',
    'near the double-descent peak',
    () => `γ = ${gamma.toFixed(3)}: finite-size corrections are enhanced by 1/(1 − γ)`,
  );
  const correction = nextOrder(risk, effectiveRows, biasSquared, noise);
  strained(
    effectiveRows >= 50 && correction > MOST_CORRECTION,
    'next-order',
    'finite size',
    () => `to the next order in 1/n the excess error is about ${percent(correction, 2)} larger, as that of \`ridge\``,
  );
  if (isOfFile(problem)) {
    const uneven = unevenRows(problem.file, effectiveRows, risk);
    strained(
      uneven > MOST_CORRECTION,
      'real-inputs',
      'inputs that are not Gaussian',
      () =>
        `rows of the file weigh unequally in the fit, more than Gaussian ones would: the test error is above theory by about ${percent(uneven, 2)}`,
    );
    strained(
      samples > problem.file.rows / 2,
      'finite-pool',
      'most of the file used for training',
      () =>
        `${samples} of ${problem.file.rows} rows are used for training: subsamples overlap, and few rows are left for the test`,
    );
    note(
      problem.compared === 0,
      'no-comparison',
      'no clean rows beside',
      () =>
        `the file has no ${problem.rows} rows to learn beside those that it is tested on: there is no error of clean data`,
    );
  }
  const isLearnedWhole = values.cleanError === 0;
  note(
    problem.fewer > 0 && isLearnedWhole,
    'no-error',
    'no error',
    () => 'clean data leave no error at all, which no power law does: how many rows the data are worth cannot be told',
  );
  note(
    defect === 'uneven-noise' && noise === 0,
    'nothing-to-weigh',
    'no noise to weigh by',
    () => 'with noise=0 rows cannot be weighted by 1/σ²: there is no remedy, and no mended error',
  );
  note(
    problem.fewer > 0 && !isLearnedWhole && values.effectiveRows === undefined,
    'no-better',
    'rows that do not help',
    () =>
      `${count(problem.rows, 'clean row')} ${problem.rows === 1 ? 'is' : 'are'} hardly better than ${problem.fewer} at this ridge, which is too small for the noise, or so large that nothing is learned: how many rows the data are worth cannot be told`,
  );
  note(
    defect === 'duplicates' && (values.mendedError ?? 0) > (values.excessError ?? 0),
    'copies-help',
    'copies help',
    () => 'the ridge is too small for so much noise: copies act as more of it, and deduplication makes the fit worse',
  );
  return all;
}
