import { BadInput } from '../numeric/errors.ts';
import { allocate, type Table, type TextColumn } from './table.ts';

/**
 * The table in JSON: one object a line (JSON lines), an array of objects, or an object of equally
 * long arrays (as pandas' `to_json(orient='list')`); what is nested is named with dots, as
 * `config.n_layers`. Throws `BadInput` naming the line.
 */
export function parseRecords(text: string, name: string): Table {
  const records = recordsOf(text.replace(/^\uFEFF/, ''), name);
  if (records.length === 0) throw new BadInput(`${name}: holds no records; write one JSON object for each training`);
  const flat = records.map(({ record, line }) => ({ cells: flatten(record), line }));
  const header = [...new Set(flat.flatMap(({ cells }) => [...cells.keys()]))];
  if (header.length === 0) throw new BadInput(`${name}: its records are empty; write one key for each column`);
  if (flat.length * header.length > FEWEST_CELLS + CELLS_A_LETTER * text.length)
    throw new BadInput(
      `${name}: its ${flat.length} records have ${header.length} different keys, and nearly all cells of their table would be empty; write the same keys in each record`,
    );
  const values = allocate(flat.length, header.length, name).fill(Number.NaN);
  const texts: TextColumn[] = [];
  header.forEach((key, column) => {
    const words = new Map<string, number>();
    const codes = new Int32Array(flat.length).fill(-1);
    flat.forEach(({ cells }, row) => {
      const cell = cells.get(key);
      const value = typeof cell === 'boolean' ? Number(cell) : typeof cell === 'string' ? numberIn(cell) : cell;
      if (typeof value === 'number') values[row * header.length + column] = value;
      else if (typeof cell === 'string' && !MISSING.test(cell.trim())) {
        if (!words.has(cell)) words.set(cell, words.size);
        codes[row] = words.get(cell)!;
      }
    });
    if (words.size > 0) texts.push({ column, words: [...words.keys()], codes });
  });
  return {
    ...{ rows: flat.length, columns: header.length, values, header },
    lines: Uint32Array.from(flat, ({ line }) => line),
    ...(texts.length > 0 && { texts }),
  };
}

/** Beyond these many cells in all, and for each letter of the text, a table is all but empty. */
const FEWEST_CELLS = 4e6;
const CELLS_A_LETTER = 2;

/** What stands for a number that there is not. */
const MISSING = /^(|nan|na|n\/a|null|none)$/i;

/** Whether a file begins as JSON does. */
export function isJson(text: string): boolean {
  return /^\uFEFF?\s*[[{]/.test(text);
}

type Fields = { [key: string]: unknown };

/** The objects, with the line (or the place in the array) that each is from. */
function recordsOf(text: string, name: string): { record: Fields; line: number }[] {
  const whole = parsed(text);
  if (whole === undefined) return linesOf(text, name);
  if (Array.isArray(whole)) {
    return whole.map((record, i) => {
      if (!isObject(record))
        throw new BadInput(`${name}: entry ${i + 1} of the array is no object; write {"loss": …} for each training`);
      return { record, line: i + 1 };
    });
  }
  if (!isObject(whole)) throw new BadInput(`${name}: is JSON, but neither records nor columns of them`);
  const columns = Object.entries(whole);
  if (columns.length === 0 || !columns.every(([, column]) => Array.isArray(column)))
    return [{ record: whole, line: 1 }];
  const lengths = new Set(columns.map(([, column]) => (column as unknown[]).length));
  if (lengths.size > 1)
    throw new BadInput(`${name}: its columns are ${[...lengths].join(' and ')} long, but must be equally long`);
  return Array.from({ length: [...lengths][0] }, (_, i) => ({
    record: Object.fromEntries(columns.map(([key, column]) => [key, (column as unknown[])[i]])),
    line: i + 1,
  }));
}

function linesOf(text: string, name: string): { record: Fields; line: number }[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === '') return [];
    // Python writes what JSON does not have.
    const record = parsed(line) ?? parsed(line.replace(/\b(NaN|-?Infinity)\b/g, 'null'));
    if (!isObject(record))
      throw new BadInput(
        `${name}: line ${i + 1} is no JSON object: ${line.trim().slice(0, 40)}…; write one object a line, or the table as CSV`,
      );
    return [{ record, line: i + 1 }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The most levels that are named. */
const DEPTH = 4;

function flatten(record: Fields, prefix = '', depth = 0, into = new Map<string, unknown>()): Map<string, unknown> {
  for (const [key, value] of Object.entries(record)) {
    if (isObject(value) && depth < DEPTH) flatten(value, `${prefix}${key}.`, depth + 1, into);
    else if (!Array.isArray(value)) into.set(`${prefix}${key}`, value);
  }
  return into;
}

function numberIn(text: string): number | undefined {
  return /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : undefined;
}
