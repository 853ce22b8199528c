import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { BadInput } from '../numeric/errors.ts';
import { hypot } from '../numeric/special.ts';
import type { RunResult } from '../run/conduct.ts';
import { studentTail } from '../statistics/distributions.ts';
import { inWords } from '../systems/given.ts';
import { pointRows, toCsv } from './points.ts';

/** A row of `points.csv`, by column. */
type Row = Record<string, string>;

/**
 * Where the points of a result differ from those of a record, a sentence each; empty when every
 * number is the same to the bit (the files hold the shortest digits that read back to the same
 * float64). Line ends and byte-order marks do not count. Throws `BadInput` when the record has no
 * points.
 */
export function differences(folder: string, result: RunResult): string[] {
  const then = new Map<string, Row[]>();
  for (const row of readRows(folder)) {
    const rows = then.get(nameOf(row)) ?? [];
    rows.push(row);
    then.set(nameOf(row), rows);
  }
  const found: string[] = [];
  for (const row of rowsOf(result)) {
    const name = nameOf(row);
    const before = then.get(name)?.shift();
    if (!before) found.push(`${name}: it is not in the record`);
    else
      for (const [column, value] of Object.entries(row))
        if (!same(before[column], value) && !isLater(column, before))
          found.push(`${name}: ${column} was ${before[column] || 'missing'} and is ${value || 'missing'}`);
  }
  for (const [name, rows] of then) for (const _ of rows) found.push(`${name}: it is in the record, and not in the run`);
  return found;
}

/** How a result agrees with a record whose trials had other random numbers. */
export interface Agreement {
  /** Predictions that both have, and those that differ by more than their promised error. */
  predicted: number;
  theoryDiffers: string[];
  /**
   * Means with an error that both have, the largest difference of two in units of its standard
   * error, and how likely chance makes one like it among so many.
   */
  measured: number;
  furthest: number;
  chance: number;
}

/**
 * Predictions are compared as numbers, means within their errors. Throws `BadInput` when the record
 * has no points.
 */
export function agreement(folder: string, result: RunResult): Agreement {
  const then = new Map(readRows(folder).map((row) => [nameOf(row), row]));
  const found: Agreement = { predicted: 0, theoryDiffers: [], measured: 0, furthest: 0, chance: 1 };
  for (const row of rowsOf(result)) {
    const before = then.get(nameOf(row));
    if (!before) continue;
    if (row.predicted !== '' && before.predicted !== '') {
      found.predicted++;
      const [was, is] = [Number(before.predicted), Number(row.predicted)];
      const promised = Number(row.predictedError) + Number(before.predictedError) + 1e-12;
      if (was !== is && !(Math.abs(is - was) <= promised * Math.abs(is)))
        found.theoryDiffers.push(`${nameOf(row)}: predicted was ${was} and is ${is}`);
    }
    if (row.standardError === '' || (before.standardError ?? '') === '') continue;
    for (const name of ['mean', 'standardError', 'trials'])
      if (Number.isNaN(Number(before[name] ?? Number.NaN)))
        throw new BadInput(
          `${join(folder, 'points.csv')}: ${name} of ${nameOf(row)} is ${inWords(before[name])}, which is no number: the record is damaged`,
        );
    const error = hypot(Number(row.standardError), Number(before.standardError));
    if (!(error > 0) || !Number.isFinite(error) || !Number.isFinite(Number(before.mean))) continue;
    found.measured++;
    const distance = Math.abs(Number(row.mean) - Number(before.mean)) / error;
    found.furthest = Math.max(found.furthest, distance);
    const freedom = Math.max(1, Math.min(Number(row.trials), Number(before.trials)) - 1);
    found.chance = Math.min(found.chance, 2 * studentTail(distance, freedom));
  }
  found.chance = Math.min(1, found.chance * Math.max(1, found.measured));
  return found;
}

function rowsOf(result: RunResult): Row[] {
  return parse(toCsv(pointRows(result)));
}

function readRows(folder: string): Row[] {
  const file = join(folder, 'points.csv');
  if (!existsSync(file)) throw new BadInput(`${folder} has no points.csv: the record is damaged`);
  // Whatever a version control or an editor made of the line ends.
  const rows = parse(
    readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll(/\r+(\n?)/g, (ends, last) => (last ? '\n' : '\n'.repeat(ends.length))),
    file,
  );
  if (rows.length > 0 && !('observable' in rows[0]))
    throw new BadInput(`${file} has no column 'observable': the record is damaged`);
  return rows;
}

/** Throws `BadInput` where two columns have one name. `file` is for the message. */
function parse(text: string, file = 'points.csv'): Row[] {
  const [header = [], ...rows] = Papa.parse<string[]>(text, { skipEmptyLines: true, delimiter: ',' }).data;
  if (new Set(header).size < header.length) throw new BadInput(`${file} has a column twice: the record is damaged`);
  return rows.map((cells) => Object.fromEntries(cells.slice(0, header.length).map((cell, i) => [header[i], cell])));
}

/**
 * Numbers by value, everything else by letter; a column that an older record does not have is
 * missing.
 */
function same(then: string | undefined, now: string): boolean {
  if ((then ?? '') === now) return true;
  const numbers = [Number(then), Number(now)];
  return Boolean(then) && now !== '' && !numbers.some(Number.isNaN) && Object.is(...(numbers as [number, number]));
}

/** A column that the record is too old to have. */
function isLater(column: string, before: Row): boolean {
  return column === 'skewness' && !(column in before);
}

/** What the number is of: everything that places a row, and the observable. */
function nameOf(row: Row): string {
  const measured = new Set([
    'predicted',
    'predictedError',
    'mean',
    'standardError',
    'skewness',
    'median',
    'low',
    'high',
    'trials',
  ]);
  const place = Object.entries(row)
    .filter(([column, value]) => value !== '' && !measured.has(column))
    .filter(([column]) => !['label', 'observable', 'verdict', 'reason'].includes(column))
    .map(([column, value]) => `${column} ${value}`);
  return `${row.observable} at ${place.join(', ')}`;
}
