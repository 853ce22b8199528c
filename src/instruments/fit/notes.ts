import { deviationOf } from '../../scaling-laws/fit-form.ts';
import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../../systems/contract.ts';
import { gatherNotes } from '../../systems/shared/notes.ts';
import type { Analysis } from './analysis.ts';
import type { Runs } from './runs.ts';
import type { FittedConstant } from './tables.ts';

/** Fewer runs in each half do not tell their scatter. */
const LEAST_HALF = 10;
/**
 * Of two halves of ten runs of equal noise, deviations differ by more in one of a hundred tables.
 */
const UNEQUAL = 3;
const STEEP = 1e-4;
/** Beyond, coordinates are known thousands of times worse together than alone. */
const INFLATED = 1e3;

export function notesOf(
  { fit, form, noise, law }: Analysis,
  runs: Runs,
  constants: readonly FittedConstant[],
  { operations, reach }: { operations: number; reach: number },
): ValidityNote[] {
  const { straying } = law.saved;
  const notes = gatherNotes();
  notes.note(
    true,
    'one-recipe',
    'one recipe',
    () =>
      'all runs are taken for one recipe: one family of networks, one kind of data, hyperparameters that suit each size, schedules that end with the run; a loss read off in the middle of a longer schedule is too high',
  );
  const open = constants.filter(({ undetermined }) => undetermined);
  notes.strained(open.length > 0, 'undetermined', 'not determined', () =>
    open.map(({ symbol, undetermined }) => `${symbol} is not determined by these runs: ${undetermined}`).join('; '),
  );
  notes.strained(
    fit.inflation > INFLATED && open.length === 0,
    'ill-conditioned',
    'ill-conditioned',
    () =>
      `the constants of ${form.formula} are known ${plain(fit.inflation, 2)} times worse together than each alone: trust what the law predicts within its runs, not its constants`,
  );
  notes.strained(
    fit.gradientNorm > STEEP,
    'not-at-rest',
    'search not at rest',
    () =>
      `the search ended at a gradient of ${plain(fit.gradientNorm, 2)} (below ${STEEP} is at rest): the law has no best constants here, as where one runs off to infinity`,
  );
  const half = Math.floor(runs.loss.length / 2);
  if (half >= LEAST_HALF) {
    const share = form.constants.length / 2;
    const [cheap, dear] = [fit.residuals.subarray(0, half), fit.residuals.subarray(half)].map((part) =>
      deviationOf(part, share),
    );
    notes.strained(
      Math.max(cheap / dear, dear / cheap) > UNEQUAL,
      'unequal-scatter',
      'unequal scatter',
      () =>
        `the cheaper half of the runs scatters by ${plain(100 * cheap, 2)} %, the dearer by ${plain(100 * dear, 2)} %: one noise is assumed for all, and intervals at either end are off`,
    );
  }
  const { C, N, D } = runs.columns;
  if (C && N && D) {
    const ratios = C.map((one, i) => one / (N[i] * D[i])).sort();
    const median = ratios[Math.floor(ratios.length / 2)];
    notes.strained(
      Math.abs(Math.log(median / operations)) > Math.log(1.5),
      'other-operations',
      'operations',
      () =>
        `the table's compute is ${plain(median, 3)} for each parameter and token, and allocations count ${operations}: say operations=${plain(median, 3)}, or check the units`,
    );
  }
  notes.note(
    straying > 0,
    'straying',
    'straying law',
    () =>
      `held-out runs were off by ${plain(100 * straying * Math.LN10, 2)} % for each power of ten of cost beyond the fitted ones, over what their scatter of ${plain(100 * noise, 2)} % and the resamples explain: prediction intervals are wider by that`,
  );
  notes.strained(
    reach > 1000,
    'far-beyond',
    'far beyond',
    () => `${plain(reach, 2)} times the largest run is asked for: no back-test of these runs reaches so far`,
  );
  return notes.all;
}
