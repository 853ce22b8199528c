import { log } from '../../numeric/special.ts';
import { deviationOf } from '../../scaling-laws/fit-form.ts';
import { tokensApart } from '../../scaling-laws/proportion.ts';
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
/**
 * Half of a factor of two in tokens for each parameter costs some 0.1 % of the loss beside the best
 * (α ≈ β ≈ 0.3, a loss of half floor): less than runs scatter by, so that runs nearer together do
 * not tell size from tokens. In 24
 * simulated tables at ±2 % about one proportion the intervals held the floor in 9.
 */
const TOGETHER = 2;

/** Whether size and tokens rise together in these runs, so that no best of both is known. */
export function riseTogether({ form: { needs } }: Pick<Analysis, 'form'>, { columns: { N, D } }: Runs): boolean {
  return needs.includes('N') && needs.includes('D') && tokensApart(N!, D!) < TOGETHER;
}

/** Exponents below zero: the law rises with what it should fall with. */
export function rising(constants: readonly FittedConstant[]): FittedConstant[] {
  return constants.filter(({ name, value }) => /^(alpha|beta)/.test(name) && value <= 0);
}

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
    riseTogether({ form }, runs),
    'one-proportion',
    'one proportion of size and tokens',
    () =>
      `size and tokens rise together in these runs: at one size tokens differ by a factor of ${plain(tokensApart(runs.columns.N!, runs.columns.D!), 2)} and no less than ${TOGETHER} tells what each is worth, so that no best size is given, and no constant of the law is to be trusted; what it says of larger runs of the same proportion stands`,
  );
  const upward = rising(constants);
  notes.strained(
    upward.length > 0,
    'rising',
    'rising loss',
    () =>
      `${upward.map(({ symbol, value }) => `${symbol} = ${plain(value, 2)}`).join(' and ')}: by this fit the loss rises with what it should fall with, and nothing is said of larger runs`,
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
      Math.abs(log(median / operations)) > log(1.5),
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
