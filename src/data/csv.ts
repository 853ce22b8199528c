import Papa from 'papaparse';
import { BadInput } from '../numeric/errors.ts';
import { allocate, megabytes, type Table } from './table.ts';

/**
 * The longest text that a JavaScript string holds in V8 (Node, Chromium); other browsers allow
 * more.
 */
const MAX_TEXT = 2 ** 29 - 24;

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;
const MISSING = /^(na|n\/a|null|none|nil|missing|\?|-|\.)$/i;

/**
 * The numbers of a CSV file, with comma, semicolon or tab between cells and an optional header: a
 * first row with a cell that is not a number. Blank lines are skipped. Rows in messages count from
 * 1 as a spreadsheet shows them, header and blank lines included.
 *
 * Throws `BadInput` for text, empty cells, NaN and infinities, rows of unequal length, broken
 * quotes, files without numbers, and a first column that is an unnamed row count.
 */
export function parseCsv(source: string | Uint8Array, name: string): Table {
  const text = normalise(typeof source === 'string' ? source : decode(source, name));
  const delimiter = findDelimiter(text);
  const reader = new RowReader(name, delimiter);
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step: ({ data, errors }) => reader.add(data, errors[0]?.code),
  });
  return reader.finish();
}

/** Takes a file's rows one by one, so that the cells' strings are never all in memory at once. */
class RowReader {
  private readonly name: string;
  private readonly delimiter: string;
  private header: string[] | undefined;
  /** The row, as the user counts, of the first row that is not blank. */
  private firstRow = 0;
  private row = 0;
  private columns = 0;
  private values = new Float64Array(1024);
  private count = 0;

  constructor(name: string, delimiter: string) {
    this.name = name;
    this.delimiter = delimiter;
  }

  add(cells: string[], quoteError: string | undefined): void {
    this.row++;
    if (quoteError !== undefined) {
      throw this.error(
        undefined,
        quoteError === 'MissingQuotes' ? 'a quote that is never closed' : 'a quote in the middle of a cell',
        'quotes must enclose a whole cell',
        'remove the quotes: numbers need none',
      );
    }
    if (cells.length === 1 && cells[0].trim() === '') return;
    if (this.firstRow === 0) {
      this.firstRow = this.row;
      this.columns = cells.length;
      if (isHeader(cells)) {
        this.header = cells.map((cell, j) => (j === 0 ? cell.replace(/^\s*#/, '') : cell).trim());
        return;
      }
    }
    this.requireLength(cells.length);
    if (this.count + cells.length > this.values.length) this.grow(cells.length);
    for (let j = 0; j < cells.length; j++) this.values[this.count++] = this.number(cells[j].trim(), j + 1);
  }

  finish(): Table {
    const rows = this.columns === 0 ? 0 : this.count / this.columns;
    if (rows === 0) {
      const found = this.header ? `a header (row ${this.firstRow}) and no rows of numbers` : 'an empty file';
      throw new BadInput(
        `${this.name}: found ${found}, but at least one row of numbers is needed; check that the file was written completely`,
      );
    }
    const values = this.values.slice(0, this.count);
    const { columns, header } = this;
    if (header?.[0] === '' && columns > 1) this.refuseIndex(values, rows);
    return header ? { rows, columns, values, header } : { rows, columns, values };
  }

  private number(cell: string, column: number): number {
    if (NUMBER.test(cell)) {
      const value = Number(cell);
      if (Number.isFinite(value)) return value;
      throw this.error(column, quote(cell), 'the largest double is about 1.8e308', 'rescale the column');
    }
    const allowed = 'every cell must be a finite number such as 12, 0.5 or -3e-4';
    if (cell === '') throw this.error(column, 'an empty cell', allowed, 'remove the row or fill the value in');
    if (NOT_FINITE.test(cell) || MISSING.test(cell)) {
      throw this.error(column, quote(cell), allowed, 'remove the row or fill the value in');
    }
    throw this.error(column, quote(cell), allowed, this.remedy(cell));
  }

  private remedy(cell: string): string {
    if (/^[+-]?\d+,\d+$/.test(cell)) return 'write a point for the decimal comma, and no thousands separators';
    if (this.columns === 1 && cell.split(/[\s|:]+/).length > 1) {
      return 'separate the cells with commas, semicolons or tabs';
    }
    const isBelowHeader = this.header !== undefined && this.count < this.columns;
    return `drop the column or replace its text by numbers${isBelowHeader ? '; only one header row is allowed' : ''}`;
  }

  private requireLength(length: number): void {
    if (length === this.columns) return;
    throw this.error(
      Math.min(length, this.columns) + 1,
      `${length} ${length === 1 ? 'cell' : 'cells'}`,
      `row ${this.firstRow} has ${this.columns} and all rows must have as many`,
      length > this.columns && this.delimiter === ','
        ? 'remove the extra cells; if these are decimal commas, write points'
        : 'add the missing cells or remove the extra ones',
    );
  }

  /**
   * pandas' `to_csv` writes the row numbers as a first column without a name; as a feature they
   * would swamp the others.
   */
  private refuseIndex(values: Float64Array, rows: number): void {
    for (let i = 0; i < rows; i++) if (values[i * this.columns] !== i) return;
    throw new BadInput(
      `${this.name}: row ${this.firstRow}, column 1: found a column without a name that counts the rows 0, 1, 2, …, ` +
        `but every column must be data; write the file with index=False (pandas), or give the column a name to keep it`,
    );
  }

  private grow(needed: number): void {
    const larger = allocate(1, Math.max(2 * this.values.length, this.count + needed), this.name);
    larger.set(this.values);
    this.values = larger as Float64Array<ArrayBuffer>;
  }

  private error(column: number | undefined, found: string, allowed: string, remedy: string): BadInput {
    const place = column === undefined ? `row ${this.row}` : `row ${this.row}, column ${column}`;
    return new BadInput(`${this.name}: ${place}: found ${found}, but ${allowed}; ${remedy}`);
  }
}

/**
 * NaN, infinities and empty cells are data gone wrong and not names, so that they do not hide a
 * first row.
 */
function isHeader(cells: string[]): boolean {
  return cells.some((raw) => {
    const cell = raw.trim();
    return cell !== '' && !NUMBER.test(cell) && !NOT_FINITE.test(cell) && !MISSING.test(cell);
  });
}

/**
 * The second line decides, since the first may be a header with any punctuation in it. No number
 * contains a tab or a semicolon, but `1,5` may be a number with a decimal comma: so the comma comes
 * last.
 */
function findDelimiter(text: string): string {
  const start = text.search(/\S/);
  if (start < 0) return ',';
  // Not more than this is looked at: a file of one endless line must not be copied to find its
  // commas.
  const lines = text
    .slice(start, start + 2 ** 20)
    .split('\n', 20)
    .filter((line) => line.trim() !== '');
  const line = lines[1] ?? lines[0];
  return ['\t', ';'].find((delimiter) => line.includes(delimiter)) ?? ',';
}

/**
 * One kind of line end, no byte order mark: files stitched together on several systems mix them.
 */
function normalise(text: string): string {
  const unmarked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
}

function decode(bytes: Uint8Array, name: string): string {
  if (bytes.length > MAX_TEXT) {
    throw new BadInput(
      `${name}: ${megabytes(bytes.length)} of text, but at most ${megabytes(MAX_TEXT)} can be read; save the numbers as .npy instead`,
    );
  }
  const utf16 = encodingOfMark(bytes);
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  const zero = bytes.subarray(0, 2 ** 16).indexOf(0);
  if (zero >= 0) {
    throw new BadInput(
      `${name}: found a zero at byte ${zero + 1}, so this is a binary file, but CSV text, .npy, .npz, or one of these with .gz is needed`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Excel on Windows saves CSV in the local code page. Digits are the same there, and only names
    // could come out wrong.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Excel's “Unicode text” is UTF-16 with a byte order mark. */
function encodingOfMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function quote(cell: string): string {
  return JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);
}
