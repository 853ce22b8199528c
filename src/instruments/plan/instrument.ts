import { BadInput } from '../../numeric/errors.ts';
import { flatSizes } from '../../scaling-laws/extrapolate.ts';
import { plain } from '../../statistics/sentences.ts';
import { defineInstrument } from '../contract.ts';
import { answersOf } from './answers.ts';
import { judgePlan } from './back-test.ts';
import { cheapestBudget, MOST } from './budget.ts';
import { hoursOf } from './devices.ts';
import { examples } from './examples.ts';
import { drawPlan } from './figure.ts';
import { notesOf } from './notes.ts';
import { at, outlookOf, planAt } from './outlook.ts';
import { type Asked, parameters } from './parameters.ts';
import { planRows } from './plan-rows.ts';
import { readFit, type SavedFit } from './read-fit.ts';
import { readForecast } from './read-forecast.ts';
import { readSaved } from './saved-report.ts';
import { sources } from './sources.ts';
import { batchesTable, budgetsTable, devicesTable, heldOutTable, sizesTable } from './tables.ts';

/** Of the budget, those in the table. */
const BUDGETS = [0.1, 0.3, 1, 3, 10];
/** How much higher than the least a loss may be for its size to be as good. */
const FLAT = 1.01;

export const plan = defineInstrument({
  id: 'plan',
  title: 'A training run, planned from a fit or a forecast',
  question:
    'What size, what data, what loss and what cost does a saved fit give a budget, or a saved forecast an error?',
  sources,
  inputs: [{ name: 'report', description: 'what fit or forecast left: its folder, or the report.json in it' }],
  parameters,
  examples,
  run: async ([file], asked, { check, progress, given }) => {
    const saved = await readSaved(file);
    if (saved.instrument === 'forecast') return planRows(readForecast(saved), asked, given);
    const fit = readFit(saved);
    refuseWhatIsUnknown(asked, fit);
    const outlook = outlookOf(fit, asked);
    progress(0, 'judging');
    const { backTest, runs } = judgePlan(fit);
    progress(0.1, 'planning');
    const budget = asked.loss === undefined ? undefined : cheapestBudget(outlook, asked.loss, check);
    const compute = budget?.compute ?? asked.compute!;
    const planned = planAt(outlook, compute);
    if (!planned)
      throw new BadInput(
        `${fit.formula} has no best size at ${plain(compute, 3)} FLOP: an exponent of the fit is not positive, or the budget too small; see the constants of the fit`,
      );
    const short = at(outlook, planned.free);
    const flat = flatSizes(short.law, planned, short.options, FLAT);
    progress(0.5, 'other budgets');
    const others = BUDGETS.flatMap((factor) => {
      check();
      const other = factor === 1 ? planned : planAt(outlook, factor * compute);
      return other ? [other] : [];
    });
    progress(0.8, 'drawing');
    const { operations } = outlook.options;
    return {
      backTest,
      answers: answersOf({ planned, budget, flat }, outlook, asked),
      tables: [
        budgetsTable(others, asked),
        sizesTable(planned, outlook),
        ...(asked.noiseScale === undefined ? [] : [batchesTable(planned, asked.noiseScale, operations)]),
        devicesTable(planned, asked),
        ...(runs.length > 0 ? [heldOutTable(runs)] : []),
      ],
      figure: drawPlan(planned, outlook, runs, backTest, check),
      notes: notesOf(fit, outlook, planned, asked),
      readings: [
        `${fit.reading}; compute is counted as ${plain(operations, 3)} operations for each parameter and token`,
      ],
      files: { report: { origin: fit.origin, sha256: fit.sha256 } },
      values: {
        ...{ ...planned, flat, tokensPerParameter: planned.tokens / planned.size, operations },
        ...(asked.tokens !== undefined && { epochs: Math.max(1, planned.tokens / asked.tokens) }),
        ...(budget && { budget }),
        ...{ ...hoursOf(compute, asked), device: asked.device, utilization: asked.utilization },
        heldOut: runs,
      },
    };
  },
});

function refuseWhatIsUnknown({ compute, loss, synthetic, generator }: Asked, { law }: SavedFit): void {
  const largest = `the dearest run took ${plain(law.saved.dearest, 3)} FLOP`;
  if (compute === undefined && loss === undefined)
    throw new BadInput(
      `say what is planned: a budget, as in compute=1e22 (${largest}), or the loss to be reached, as in loss=2.1`,
    );
  if (compute !== undefined && loss !== undefined)
    throw new BadInput(
      'compute and loss are both given; give compute for its best loss, or loss for its cheapest compute',
    );
  if (compute !== undefined && compute > MOST * law.saved.dearest)
    throw new BadInput(
      `compute=${plain(compute, 3)} is more than a million times the budget of any run (${largest}), and nothing is known so far away; give at most ${plain(MOST * law.saved.dearest, 3)}, or fit larger runs`,
    );
  if (generator !== undefined && synthetic === 0)
    throw new BadInput('generator has no effect on a plan from a fit; leave it out');
  if (synthetic > 0)
    throw new BadInput(
      `what a synthetic share of ${synthetic} costs cannot be said: theory has it for ridge regression with a known error of the generator (orrery predict synthetic-data share=${synthetic}; a plan from a report of forecast takes it into account), where it sets a floor, and not for a law of training runs; leave synthetic out, or fit runs that were trained with this share`,
    );
}
