import Papa from 'papaparse';
import { BadInput } from '../numeric/errors.ts';
import { INFINITE, isWord, MISSING, quote, TRUTH } from './csv-cells.ts';
import { headerOf, isCounts, isOfRecord, titleAlone } from './csv-header.ts';
import { layoutOf } from './csv-layout.ts';
import { DECIMAL_COMMA, NUMBER, Punctuation } from './csv-numbers.ts';
import { textOf } from './csv-text.ts';
import { allocate, type Table, type TextColumn } from './table.ts';

/**
 * The cells of a CSV file, laid out as `layoutOf` finds it, with an optional header. Lines of
 * nothing but delimiters are blank, and a last column without name and content is none. A header
 * one cell shorter than the rows, as R writes it, stands over all columns but the first, which
 * holds names of rows. Rows in messages count from 1 as a spreadsheet shows them, header and blank
 * lines included.
 *
 * Throws `BadInput` for rows of unequal length, broken quotes, numbers beyond double precision, a
 * first row of which nobody can tell whether it is a header, and files without rows.
 */
export function parseCsv(source: string | Uint8Array, name: string): Table {
  const { text, delimiter, comment, asides } = layoutOf(textOf(source, name));
  const lines = linesOf(text);
  // Each cell has a sign behind it, so that lines of nothing do not count as rows.
  const reader = new RowReader(name, delimiter, (width) => Math.min(lines, Math.floor(text.length / width) + 2));
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step: ({ data, errors }) => reader.add(data, errors[0]?.code),
  });
  const named = comment === undefined ? undefined : cellsOf(comment, delimiter);
  return reader.finish(named, asides);
}

function linesOf(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function cellsOf(comment: string, delimiter: string): string[] {
  const cells = Papa.parse<string[]>(comment, { delimiter }).data[0] ?? [];
  return cells.length > 1 || delimiter !== '\t' ? cells : comment.trim().split(/\s+/);
}

interface Row {
  /** As a spreadsheet counts it, from 1. */
  line: number;
  cells: string[];
}

/**
 * Takes a file's rows one by one, so that the cells' strings are never all in memory at once. What
 * the first one is, a header or data, is only known when the others have been seen.
 */
class RowReader {
  private readonly name: string;
  private readonly delimiter: string;
  /** Rows of so many cells there can be at the most. */
  private readonly mostRows: (width: number) => number;
  private line = 0;
  private first: Row | undefined;
  private body: Body | undefined;
  private repeated = 0;
  /** Whether each row so far holds one word and nothing else. */
  private mayBeTitle = true;

  constructor(name: string, delimiter: string, mostRows: (width: number) => number) {
    this.name = name;
    this.delimiter = delimiter;
    this.mostRows = mostRows;
  }

  add(raw: string[], quoteError: string | undefined): void {
    this.line++;
    if (quoteError !== undefined) {
      const found = quoteError === 'MissingQuotes' ? 'a quote that is never closed' : 'a quote in the middle of a cell';
      throw new BadInput(
        `${this.name}: row ${this.line}: found ${found}, but quotes must enclose a whole cell; remove the quotes: numbers need none`,
      );
    }
    const cells = raw.map((cell) => cell.trim());
    if (cells.every((cell) => cell === '')) return;
    const row = { line: this.line, cells };
    this.refuseTitle(row);
    if (!this.first) this.first = row;
    else if (isSameHeader(this.first.cells, cells)) this.repeated++;
    else {
      this.body ??= new Body(this.name, row, this.first.line, this.mostRows(cells.length));
      this.fit(row, this.body.width, this.body.line);
      this.body.add(row);
    }
  }

  /** Rows of one word above a row of several are no header of one name. */
  private refuseTitle({ line, cells }: Row): void {
    const { first, name } = this;
    if (!this.mayBeTitle) return;
    const full = cells.filter((cell) => cell !== '');
    this.mayBeTitle = full.length === 1 && isWord(full[0]);
    if (!first || full.length < 2 || !full.every(isWord)) return;
    const rows = line - first.line === 1 ? `row ${first.line}` : `rows ${first.line} to ${line - 1}`;
    throw new BadInput(
      `${name}: row ${first.line}: found ${quote(first.cells.find((cell) => cell !== '') ?? '')} alone above what seems the header in row ${line}: remove ${rows}`,
    );
  }

  /** `comment`: names that a comment line before the rows may hold. */
  finish(comment: string[] | undefined, asides: string[]): Table {
    const { first, name } = this;
    if (!first) throw nothingIn(name, 'an empty file');
    const body = this.body ?? new Body(name, first, first.line, 1);
    const hasFirst = !isCounts(first.cells, body);
    if (hasFirst) this.fitFirst(first, body, asides);
    else asides.push('a first row of counts and class names');
    let header = hasFirst ? headerOf(first, body, name) : undefined;
    if (hasFirst && !header) body.setFirst(first);
    if (!header && this.delimiter === ',') asides.push(...body.asides());
    const headerLine = header ? { headerLine: first.line } : {};
    if (!header && comment?.length === body.width) header = comment;
    if (body.rows === 0) throw nothingIn(name, `a header (row ${first.line}) and no rows of numbers`);
    if (this.repeated > 0) asides.push(`the header is there ${this.repeated + 1} times`);
    return {
      ...body.table(asides, this.delimiter, header !== undefined && isOfRecord(header)),
      ...(header && { header, ...headerLine }),
      ...(asides.length > 0 && { asides }),
    };
  }

  /**
   * A delimiter at the end of rows makes a last column of nothing; R writes no name above the names
   * of rows.
   */
  private fitFirst(first: Row, body: Body, asides: string[]): void {
    const { cells } = first;
    const width = body.width;
    const isBare = () => body.isBare(body.width - 1) && (cells[body.width - 1] ?? '') === '';
    while (body.rows > 0 && body.width > 1 && isBare()) body.dropLast();
    if (body.width < width) asides.push('delimiters at the end of rows');
    else if (cells.length === 1 && width === 2 && isWord(cells[0])) throw titleAlone(this.name, first, width);
    else if (cells.length === width - 1 && cells.every(isWord) && !body.beginsWithWords && body.mayNameRows())
      cells.unshift('');
    while (cells.length > body.width && cells.at(-1) === '') cells.pop();
    if (cells.length !== body.width) throw this.wrongLength(body, cells.length, first.line);
  }

  /** Extra cells at the end are none where they are empty. */
  private fit({ line, cells }: Row, width: number, model: number): void {
    while (cells.length > width && cells.at(-1) === '') cells.pop();
    if (cells.length !== width) throw this.wrongLength({ line, width: cells.length, rows: 1 }, width, model);
  }

  /** `rows` rows from `line` on have `width` cells, but the row `model` has another number. */
  private wrongLength(
    { line, width, rows }: { line: number; width: number; rows: number },
    wanted: number,
    model: number,
  ): BadInput {
    const remedy =
      rows > 1
        ? `all others have ${width}: remove row ${model}, or make it ${width} cells`
        : width < wanted
          ? 'add the missing cells or remove the extra ones'
          : `remove the extra cells${this.delimiter === ',' ? '; if these are decimal commas, write points' : ''}`;
    return new BadInput(
      `${this.name}: row ${line}, column ${Math.min(width, wanted) + 1}: found ${width} ${width === 1 ? 'cell' : 'cells'}, ` +
        `but row ${model} has ${wanted} and all rows must have as many; ${remedy}`,
    );
  }
}

/** The rows below the first, and room for the first. */
class Body {
  /** The row that all others must be as long as. */
  readonly line: number;
  width: number;
  /** Whether it is no data but a header, below a title. */
  readonly beginsWithWords: boolean;
  private readonly name: string;
  private readonly lines: number[];
  private readonly columns = new Map<number, Column>();
  /** Empty cells of each column. */
  private readonly empty: Uint32Array;
  private readonly punctuation = new Punctuation();
  /** Room for all rows: what is not written takes no memory. */
  private readonly values: Float64Array;
  private hasFirst = false;

  constructor(name: string, { line, cells }: Row, firstLine: number, mostRows: number) {
    this.name = name;
    this.values = allocate(mostRows, cells.length, name);
    this.line = line;
    this.width = cells.length;
    this.beginsWithWords = cells.every(isWord);
    this.lines = [firstLine];
    this.empty = new Uint32Array(cells.length);
  }

  get rows(): number {
    return this.lines.length - (this.hasFirst ? 0 : 1);
  }

  /** The first cell below the first row. */
  get corner(): number | undefined {
    return this.rows > 0 ? this.values[this.width] : undefined;
  }

  /** What should be known of a table whose columns have no names. */
  asides(): string[] {
    return this.punctuation.asides();
  }

  /** The row below the first. */
  get rowBelow(): Float64Array {
    return this.values.subarray(this.width, 2 * this.width);
  }

  /** Whether a number is outside a column, and farther from it than its cells from each other. */
  isBeyond(j: number, value: number): boolean {
    let [low, high] = [Infinity, -Infinity];
    for (let i = 1; i < this.lines.length; i++) {
      const cell = this.values[i * this.width + j];
      if (cell < low) low = cell;
      if (cell > high) high = cell;
    }
    return value > 2 * high - low || value < 2 * low - high;
  }

  add(row: Row): void {
    this.lines.push(row.line);
    this.set(this.lines.length - 1, row);
  }

  setFirst(row: Row): void {
    this.hasFirst = true;
    this.set(0, row);
  }

  /** Whether the first column holds words, or each number once: rows have names of their own. */
  mayNameRows(): boolean {
    if (this.wordsOf(0)) return true;
    const seen = new Set<number>();
    for (let i = 1; i < this.lines.length; i++) seen.add(this.values[i * this.width]);
    return seen.size === this.lines.length - 1;
  }

  /** Whether a column holds nothing in any row. */
  isBare(j: number): boolean {
    return this.empty[j] === this.rows;
  }

  /** The words of a column below the first row, where there are any. */
  wordsOf(j: number): ReadonlyMap<string, number> | undefined {
    const words = this.columns.get(j)?.words;
    return words && words.size > 0 ? words : undefined;
  }

  dropLast(): void {
    const width = this.width - 1;
    for (let i = 0; i < this.lines.length; i++)
      this.values.copyWithin(i * width, i * this.width, i * this.width + width);
    this.width = width;
    this.columns.delete(width);
  }

  table(asides: string[], delimiter: string, isOurs: boolean): Table {
    if (!isOurs && this.punctuation.check(this.name, delimiter)) asides.push('decimal commas');
    const { width, rows } = this;
    const start = this.hasFirst ? 0 : 1;
    // In place: a copy would take as much again.
    const values = this.values.copyWithin(0, start * width, this.lines.length * width).subarray(0, rows * width);
    const texts: TextColumn[] = [];
    const gaps: Record<number, string> = {};
    let truths = 0;
    for (const [column, { words, codes, spellings }] of [...this.columns].sort(([a], [b]) => a - b)) {
      if (spellings.size > 0)
        gaps[column] = [...[...spellings].map(quote), ...(this.empty[column] > 0 ? ['nothing'] : [])].join(' or ');
      if (words.size === 0) continue;
      const ofRows = Int32Array.from({ length: rows }, (_, i) => codes[i + start] ?? -1);
      const text = { column, words: [...words.keys()], codes: ofRows };
      if (setTruth(text, values, width)) truths++;
      else texts.push(text);
    }
    if (truths > 0) asides.push(`TRUE as 1 and FALSE as 0 in ${truths} ${truths === 1 ? 'column' : 'columns'}`);
    return {
      ...{ rows, columns: width, values, lines: Uint32Array.from(this.lines.slice(start)) },
      ...(texts.length > 0 && { texts }),
      ...(Object.keys(gaps).length > 0 && { gaps }),
    };
  }

  private set(row: number, { line, cells }: Row): void {
    const { width } = this;
    for (let j = 0; j < width; j++) this.values[row * width + j] = this.valueOf(cells[j], row, j, line);
  }

  private column(j: number): Column {
    const column = this.columns.get(j) ?? new Column();
    this.columns.set(j, column);
    return column;
  }

  /** NaN for what is no number, which the column then knows of. */
  private valueOf(cell: string, row: number, j: number, line: number): number {
    if (NUMBER.test(cell)) {
      const value = Number(cell);
      this.punctuation.addNumber(cell, value, line, j);
      if (Number.isFinite(value)) return value;
      throw new BadInput(
        `${this.name}: row ${line}, column ${j + 1}: found ${quote(cell)}, but the largest double is about 1.8e308; rescale the column`,
      );
    }
    // The minus sign of typesetters.
    if (cell.startsWith('−')) return this.valueOf(`-${cell.slice(1)}`, row, j, line);
    if (INFINITE.test(cell)) return cell.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    if (DECIMAL_COMMA.test(cell)) {
      this.punctuation.addComma(cell, line, j);
      return Number(cell.replace(',', '.'));
    }
    if (cell === '') this.empty[j]++;
    else if (MISSING.test(cell)) this.column(j).miss(cell);
    else this.column(j).add(cell, row);
    return Number.NaN;
  }
}

/** What of a column is no number and not empty. */
class Column {
  readonly words = new Map<string, number>();
  /** By row, the place of its word among `words`; −1 or nothing where it has none. */
  readonly codes: number[] = [];
  /** Of missing values. */
  readonly spellings = new Set<string>();

  miss(cell: string): void {
    if (this.spellings.size < 3) this.spellings.add(cell);
  }

  add(word: string, row: number): void {
    const code = this.words.get(word) ?? this.words.size;
    this.words.set(word, code);
    while (this.codes.length < row) this.codes.push(-1);
    this.codes[row] = code;
  }
}

/** Makes a column of `true` and `false` 1 and 0, in place, if it is one. */
function setTruth({ column, words, codes }: TextColumn, values: Float64Array, width: number): boolean {
  const hasNumber = codes.some((code, i) => code < 0 && !Number.isNaN(values[i * width + column]));
  if (hasNumber || !words.every((word) => TRUTH.test(word))) return false;
  for (const [i, code] of codes.entries())
    if (code >= 0) values[i * width + column] = words[code].toLowerCase() === 'true' ? 1 : 0;
  return true;
}

/** Files that were put together one below the other repeat their header. */
function isSameHeader(first: string[], cells: string[]): boolean {
  return first.length === cells.length && cells.every((cell, j) => cell === first[j] && (cell === '' || isWord(cell)));
}

function nothingIn(name: string, found: string): BadInput {
  return new BadInput(
    `${name}: found ${found}, but at least one row of numbers is needed; check that the file was written completely`,
  );
}
