import { BadInput } from '../../numeric/errors.ts';
import { type Allocated, allocate, costAt, predictLoss } from '../../scaling-laws/extrapolate.ts';
import { fitForm } from '../../scaling-laws/fit-form.ts';
import { type IsoFlop, isoFlop } from '../../scaling-laws/iso-flop.ts';
import { defineInstrument, type InstrumentContext } from '../contract.ts';
import { type Analysis, analyse, holdOutLargest } from './analysis.ts';
import { answersOf, betterRival, isoFlopWords, type PredictedPoint, valuesOf } from './answers.ts';
import { judgeHoldOut } from './back-test.ts';
import { chooseLaw } from './choose-law.ts';
import { examples } from './examples.ts';
import { drawFit } from './figure.ts';
import { notesOf, riseTogether, rising } from './notes.ts';
import { parameters } from './parameters.ts';
import { type Runs, readRuns } from './runs.ts';
import { sources } from './sources.ts';
import {
  allocationTable,
  comparisonTable,
  constantsOf,
  constantsTable,
  isoFlopTable,
  residualsTable,
  sensitivityTable,
} from './tables.ts';

type Asked = ReturnType<typeof parameters.parse>;

/** Measured: 245 runs, a thousand resamples, 10 s; start, figure and grid of starts. */
const SECONDS = { start: 1.5, each: 4e-5 };

/** Runs of the highest losses that the sensitivity leaves out: a handful, and at most a tenth. */
const HIGHEST = { most: 5, share: 0.1 };

export const fit = defineInstrument({
  id: 'fit',
  title: 'Scaling laws from training runs',
  question: 'What law do these losses follow, how well is it known, and what does it say of larger runs?',
  sources,
  inputs: [{ name: 'runs', description: 'a table of training runs: size, tokens, loss (CSV, TSV, JSON lines)' }],
  parameters,
  examples,
  cost: async ([file], asked) => {
    const { loss } = await readRuns(file, asked);
    return {
      seconds: SECONDS.start + SECONDS.each * loss.length * asked.resamples,
      bytes: 2 ** 27,
      sentence: `${loss.length} runs, ${asked.resamples} resamples`,
    };
  },
  run: async ([file], asked, context) => {
    const runs = await readRuns(file, asked);
    const { form, others } = chooseLaw(asked.law, runs);
    refuseHalfPoint(asked, form.needs);
    const analysis = analyse(form, runs, asked, context);
    const backTest = judgeHoldOut(analysis.backTest, runs, asked);
    const constants = constantsOf(analysis, runs);
    const isFalling = rising(constants).length === 0;
    const allocations = isFalling && !riseTogether(analysis, runs) ? allocationsOf(analysis, runs, asked) : [];
    const predicted = isFalling ? predictionOf(analysis, asked) : undefined;
    const fitted = analysis.backTest?.fitted ?? runs.loss.length;
    const rivals = others.map((other) => ({
      ...{ form: other, chosen: false },
      test: holdOutLargest(other, runs, fitted, asked.delta, context.random.stream('rival', other.id), context.check),
    }));
    const iso = isoFlopOf(analysis, runs, context);
    const tables = [
      constantsTable(constants),
      ...(allocations.length > 0 ? [allocationTable(allocations)] : []),
      ...(iso ? [isoFlopTable(iso)] : []),
      comparisonTable([{ form, test: analysis.backTest, chosen: true }, ...rivals]),
      sensitivityTable(form, sensitivity(analysis, runs, context.check)),
      residualsTable(analysis, runs),
    ];
    const reach = Math.max(predicted?.cost ?? 0, asked.compute ?? 0) / analysis.law.saved.dearest;
    return {
      backTest,
      answers: [
        ...answersOf(analysis, runs, constants, allocations, predicted, riseTogether(analysis, runs)),
        ...isoFlopWords(iso),
        ...betterRival(analysis, rivals),
      ],
      tables,
      figure: drawFit(analysis, runs, backTest, asked),
      notes: notesOf(analysis, runs, constants, { operations: asked.operations, reach }),
      readings: runs.readings,
      files: { runs: { origin: runs.origin, sha256: runs.sha256 } },
      values: {
        ...valuesOf(analysis, runs, constants, allocations, predicted, asked.operations),
        ...(iso && { isoFlop: iso }),
      },
    };
  },
});

function refuseHalfPoint({ size, tokens, unique, compute }: Asked, needs: readonly string[]): void {
  const both = needs.includes('N') && needs.includes('D');
  if (both && (size === undefined) !== (tokens === undefined))
    throw new BadInput(
      `${size === undefined ? 'tokens' : 'size'} is given without ${size === undefined ? 'size' : 'tokens'}; give both to predict a loss, as in size=7e10 tokens=1.4e12, or compute alone for the best of both`,
    );
  if (unique !== undefined && !needs.includes('U'))
    throw new BadInput('unique has no effect: only law=repeated knows of unique tokens; leave it out');
  const given = { N: ['size', size], D: ['tokens', tokens], C: ['compute', compute] } as const;
  for (const [column, [key, value]] of Object.entries(given))
    if (!both && value !== undefined && !needs.includes(column))
      throw new BadInput(`${key} has no effect: this law is in ${needs[0]} alone; leave it out`);
}

function allocationsOf(analysis: Analysis, runs: Runs, { compute, unique, operations }: Asked): Allocated[] {
  const { needs } = analysis.form;
  if (!(needs.includes('N') && needs.includes('D'))) return [];
  const largest = runs.cost[runs.cost.length - 1];
  const wanted = compute !== undefined ? [compute] : [largest, 10 * largest, 100 * largest];
  return wanted.flatMap((one) => allocate(analysis.law, one, { operations, unique }) ?? []);
}

function predictionOf({ form: { needs }, law }: Analysis, asked: Asked): PredictedPoint | undefined {
  const { size: N, tokens: D, unique = asked.tokens, compute } = asked;
  const point = { N, D, U: unique, C: compute };
  if (!needs.every((name) => point[name] !== undefined)) return undefined;
  const at = Object.fromEntries(needs.map((name) => [name, point[name]!]));
  const cost = costAt(law, { C: asked.operations * at.N * at.D, ...at });
  return { at, cost, ...predictLoss(law, at, cost) };
}

function sensitivity({ form, fit: best, logLoss }: Analysis, runs: Runs, check: () => void) {
  const trainings = { ...runs.columns, loss: runs.loss };
  const published = fitForm(form, trainings, { delta: 1e-3, starts: 8, check });
  const dropped = Math.min(HIGHEST.most, Math.floor(HIGHEST.share * logLoss.length));
  const keep = Array.from(logLoss, (_, i) => i)
    .sort((a, b) => logLoss[a] - logLoss[b])
    .slice(0, logLoss.length - dropped);
  const lower = Object.fromEntries([
    ...form.needs.map((name) => [name, Float64Array.from(keep, (i) => runs.columns[name]![i])]),
    ['loss', Float64Array.from(keep, (i) => runs.loss[i])],
  ]);
  return [
    { what: 'as fitted', constants: best.constants },
    { what: 'δ = 0.001, as published fits', constants: published.constants },
    ...(dropped > 0
      ? [
          {
            what: `without the ${dropped} of the highest loss`,
            constants: fitForm(form, lower as never, { delta: best.delta, starts: 8, check }).constants,
          },
        ]
      : []),
  ];
}

/** Slices of one compute, where size and tokens vary and there are some. */
function isoFlopOf({ form }: Analysis, runs: Runs, { random }: InstrumentContext): IsoFlop | undefined {
  const { N } = runs.columns;
  if (!N || !form.needs.includes('D')) return undefined;
  const uniform = random.stream('slices');
  const iso = isoFlop({ compute: runs.cost, N, loss: runs.loss }, () => uniform.uniform());
  return iso.slices.length > 0 ? iso : undefined;
}
