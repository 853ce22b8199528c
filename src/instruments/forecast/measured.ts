import type { Dataset } from '../../data/dataset.ts';
import { parseDataset } from '../../data/parse.ts';
import { BadInput } from '../../numeric/errors.ts';
import { judgeCurve } from '../../statistics/equivalence.ts';
import { count, percent } from '../../statistics/sentences.ts';
import type { InputFile, Report } from '../contract.ts';
import type { Forecast } from './curve.ts';

/** An error that was measured, and its standard error where that is known. */
export interface MeasuredPoint {
  samples: number;
  error: number;
  standardError?: number;
  line: number;
}

const COLUMNS = {
  samples: /^(samples|rows|n)$/,
  error: /^(error|test_?error|mse)$/,
  standardError: /^(standard_?error|stderr|se)$/,
};

/** Throws `BadInput` for a table without these columns, and for numbers that are not positive. */
export async function readMeasured(file: InputFile) {
  const table = await parseDataset(await file.bytes(), file.name, file.origin);
  const column = (name: keyof typeof COLUMNS) =>
    table.header?.findIndex((title) => COLUMNS[name].test(title.trim().toLowerCase().replace(/[\s-]/g, '_'))) ?? -1;
  const places = { samples: column('samples'), error: column('error'), standardError: column('standardError') };
  for (const name of ['samples', 'error'] as const)
    if (places[name] < 0)
      throw new BadInput(
        `${file.name}: no column is called ${name}; ${table.header ? `its columns are ${table.header.map((one) => `'${one}'`).join(', ')}` : 'its columns have no names'}: name them samples, error and perhaps standardError in the first row`,
      );
  const points = Array.from({ length: table.rows }, (_, row): MeasuredPoint => {
    const at = (name: keyof typeof COLUMNS) => table.values[row * table.columns + places[name]];
    for (const name of ['samples', 'error'] as const)
      if (!(at(name) > 0 && at(name) < Infinity))
        throw new BadInput(
          `${cell(table, row, name)} is ${at(name)}, but must be a positive number; mend the cell, or leave the row out`,
        );
    if (at('samples') < 3)
      throw new BadInput(
        `${cell(table, row, 'samples')} is ${at('samples')}, but must be at least 3; leave the row out`,
      );
    const given = places.standardError < 0 ? undefined : at('standardError');
    if (given !== undefined && !(given >= 0))
      throw new BadInput(
        `${cell(table, row, 'standardError')} is ${given}, but must be a number from 0; fill it in, or leave the column out`,
      );
    return {
      ...{ samples: at('samples'), error: at('error'), line: table.lines?.[row] ?? row + 1 },
      ...(given !== undefined && { standardError: given }),
    };
  });
  const reading = `${file.name}: ${count(points.length, 'measured error')}${places.standardError < 0 ? ' without standard errors, taken as exact' : ''}`;
  return { points, reading, sha256: table.sha256 };
}

function cell(table: Dataset, row: number, name: string): string {
  return `${table.name}: row ${table.lines?.[row] ?? row + 1}, column ${name}`;
}

/** Degrees of freedom of a standard error that is given without any. */
const TRIALS = 30;

/** What was measured decides; the back-test is said behind it. */
export function judgeMeasured(
  compared: (MeasuredPoint & { forecast: Forecast })[],
  backTest: Report['backTest'],
  margin: number,
): Report['backTest'] {
  const { verdict } = judgeCurve(
    compared.map(({ error, standardError = 0, forecast, line }) => ({
      measured: { mean: error, standardError, trials: TRIALS },
      ...{ predicted: forecast.error, at: `row ${line}` },
    })),
    { margin },
  );
  const inside = compared.filter(({ error, forecast: { low, high } }) => error >= low && error <= high).length;
  const worst = compared
    .map(({ error, forecast }) => Math.abs(error / forecast.error - 1))
    .reduce((a, b) => Math.max(a, b));
  const lead = { holds: 'Forecast holds', broken: 'Forecast BROKEN', unresolved: 'Forecast unresolved' }[verdict];
  return {
    verdict,
    sentence: `${lead}: ${count(compared.length, 'measured error')} off by at most ${percent(worst, 2)} (margin ${percent(margin)}), ${inside} of them inside the 95 % band. ${backTest.sentence}`,
  };
}
