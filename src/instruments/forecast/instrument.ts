import type { RowSource } from '../../data/row-source.ts';
import { BadInput } from '../../numeric/errors.ts';
import { defineInstrument } from '../contract.ts';
import { answersOf, valuesOf } from './answers.ts';
import { holdOut, judgeHeld, strayingOf } from './back-test.ts';
import { costOf } from './cost.ts';
import { forecaster, noiseOf } from './curve.ts';
import { examples } from './examples.ts';
import { drawForecast } from './figure.ts';
import { kernelOf } from './kernel.ts';
import { type LearnOptions, learn } from './learn.ts';
import { judgeMeasured, readMeasured } from './measured.ts';
import { notesOf } from './notes.ts';
import { type Asked, parameters } from './parameters.ts';
import { readTable } from './read.ts';
import { sources } from './sources.ts';
import { curveTable, measuredTable, nowTable, validationTable } from './tables.ts';

export const forecast = defineInstrument({
  id: 'forecast',
  title: 'Learning curves from a table',
  question:
    'What error would ridge regression on these columns reach with more rows, and how many does a given error take?',
  sources,
  inputs: [
    { name: 'table', description: 'a table of inputs and a target: CSV, TSV, Parquet, NPY, NPZ, IDX' },
    {
      name: 'measured',
      description: 'errors that were measured later, a table with the columns samples, error and perhaps standardError',
      optional: true,
    },
  ],
  parameters,
  examples,
  cost: async ([file], asked) => costOf(await readTable(file, asked), asked),
  run: async ([file, later], asked, context) => {
    const { source, data, reading } = await readTable(file, asked);
    const measured = later && (await readMeasured(later));
    const { random, progress } = context;
    const { kernel, bandwidth } = kernelOf(source, asked, context);
    const options: LearnOptions = { kernel, ridge: asked.ridge, kernelRows: asked.kernelRows };
    const order = random.stream('order').choose(source.rows, source.rows);
    const learned = learn(source, order, options, {
      ...{ random: random.stream('all'), engine: context.engine, check: context.check },
      progress: (fraction) => progress(0.5 * fraction, 'learning'),
    });
    const { error } = forecaster(learned, asked.ridge, 0)(learned.rows);
    if (!(error > 0 && Number.isFinite(error)))
      throw new BadInput(
        `${file.name}: no error can be told of these numbers (it comes out as ${error}); write inputs and target in units in which they are not far from 1${asked.ridge === 'optimal' ? '' : `, or another ridge than ${asked.ridge}`}`,
      );
    const held = holdOut(source, order, learned, { ...options, share: asked.holdOut, splits: asked.splits }, context);
    const untested = judgeHeld(held, asked.margin);
    const forecastAt = forecaster(learned, asked.ridge, strayingOf(held));
    const compared = measured?.points.map((point) => ({ ...point, forecast: forecastAt(point.samples) }));
    const backTest = compared ? judgeMeasured(compared, untested, asked.margin) : untested;
    const farthest = Math.max(asked.samples ?? 10 * learned.rows, ...(compared ?? []).map(({ samples }) => samples));
    if (farthest < learned.rows)
      throw new BadInput(
        `samples is ${asked.samples}, but ${file.name} has ${learned.rows} rows already; ask for more, as in samples=${10 * learned.rows}`,
      );
    const result = { source, learned, held, forecastAt, farthest, noise: noiseOf(learned), compared, asked };
    const readings = [
      reading,
      ...(learned.rows < source.rows
        ? [
            `${learned.rows} of ${source.rows} rows used, drawn at random: an eigenproblem of that size is solved (kernelRows)`,
          ]
        : []),
      ...(bandwidth === undefined ? [] : [bandwidth]),
      ...(measured ? [measured.reading] : []),
    ];
    return {
      backTest,
      answers: answersOf(result),
      tables: [
        ...(compared ? [measuredTable(compared)] : []),
        curveTable(result),
        nowTable(result),
        validationTable(result),
      ],
      figure: drawForecast(result, backTest),
      notes: notesOf(result),
      readings,
      files: {
        table: { origin: data.origin, sha256: data.sha256 },
        ...(measured && { measured: { origin: later.origin, sha256: measured.sha256 } }),
      },
      values: valuesOf(result),
    };
  },
});

/** Everything that answers, tables, notes and figure are made of. */
export interface Result {
  source: RowSource;
  learned: ReturnType<typeof learn>;
  held: ReturnType<typeof holdOut>;
  forecastAt: ReturnType<typeof forecaster>;
  /** Rows up to which the curve goes. */
  farthest: number;
  noise: ReturnType<typeof noiseOf>;
  compared:
    | (Awaited<ReturnType<typeof readMeasured>>['points'][number] & {
        forecast: ReturnType<ReturnType<typeof forecaster>>;
      })[]
    | undefined;
  asked: Asked;
}
