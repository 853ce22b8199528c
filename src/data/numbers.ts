import { BadInput } from '../numeric/errors.ts';
import { count } from '../statistics/sentences.ts';
import { columnOf, title } from './columns.ts';
import type { Dataset } from './dataset.ts';
import { textIn } from './lookup.ts';
import { askedRows, headerOf, place, type Reading, type ReadingOptions, rowsWithValues } from './reading.ts';

/** One column of a table, as a sample of numbers. */
interface Choice {
  column: number;
  /** Row numbers of the table. */
  rows: Uint32Array;
  dropped: number;
}

/**
 * The numbers of the column that `label` names, the last unless given. Throws `BadInput`, naming
 * the file and the cell, for text, gaps and fewer than 3 rows.
 */
export function readNumbers(data: Dataset, options: ReadingOptions): Float64Array {
  const { column, rows } = choose(data, options);
  return Float64Array.from(rows, (i) => data.values[i * data.columns + column]);
}

/** What `readNumbers` takes for what. Throws as it does. */
export function numbersReadingOf(data: Dataset, options: ReadingOptions, scaling: string): Reading {
  const { column, rows, dropped } = choose(data, options);
  const name = title(data, column);
  const [header, asides] = [headerOf(data), data.asides ?? []];
  const parts = [
    header,
    `the numbers of ${name}${data.columns > 1 && options.label === undefined ? ' (the last column)' : ''}`,
    rows.length === data.rows ? count(rows.length, 'row') : `${rows.length} of ${count(data.rows, 'row')}`,
    dropped > 0 ? `dropped: ${count(dropped, 'row')} with missing cells` : '',
    ...asides,
    scaling,
  ];
  const sentence = `${data.name}: ${parts.filter(Boolean).join('; ')}`;
  return { sentence, header, features: [name], rows: rows.length, leftOut: [], dropped, asides, scaling };
}

function choose(data: Dataset, { label, rows, missing }: ReadingOptions): Choice {
  const column = label === undefined ? data.columns - 1 : columnOf(data, 'label', label);
  const text = textIn(data, column);
  const worded = text?.codes.findIndex((code) => code >= 0);
  if (text && worded !== undefined)
    throw new BadInput(
      `${place(data, worded, column)}: found ${JSON.stringify(text.words[text.codes[worded]])}, but the column must hold numbers: choose another with label=…, or mend the cell`,
    );
  const asked = askedRows(data, rows);
  const kept = rowsWithValues(data, { features: [column], leftOut: [], asides: [] }, asked, missing);
  if (kept.length < 3)
    throw new BadInput(`${data.name} has ${count(kept.length, 'number')} to read; at least 3 are needed`);
  return { column, rows: kept, dropped: asked.length - kept.length };
}
