import { BadInput } from '../numeric/errors.ts';
import { isWord, quote } from './csv-cells.ts';
import { NUMBER } from './csv-numbers.ts';

// Whether the first row of a table is its header.

/** What the rows below the first one hold. */
interface Below {
  readonly rows: number;
  readonly width: number;
  /** Their first cell. */
  readonly corner: number | undefined;
  /** The next row. */
  readonly rowBelow: Float64Array;
  /** The words of a column, where there are any. */
  wordsOf(column: number): ReadonlyMap<string, number> | undefined;
  /** Whether a number is outside a column, and farther from it than its cells from each other. */
  isBeyond(column: number, value: number): boolean;
}

/** scikit-learn's data files begin with the numbers of rows and features, and the classes. */
export function isCounts([count, features, ...classes]: string[], { rows, width }: Below): boolean {
  const isRight = count === String(rows) && features === String(width - 1);
  return isRight && classes.length > 0 && classes.every(isWord);
}

/**
 * The names that the first row is, or undefined where it is data. NaN, infinities and empty cells
 * are data gone wrong and not names, so that they do not hide a first row. Numbers are names where
 * they count the columns, as pandas writes them. Throws `BadInput` where it may be either.
 */
export function headerOf(
  { line, cells }: { line: number; cells: string[] },
  body: Below,
  name: string,
): string[] | undefined {
  const unclear = (why: string) =>
    new BadInput(
      `${name}: row ${line} may be a header or the first row of data: ${why}; ` +
        `if it is a header, begin each name in it with a letter; if it is data, write a header above it${words.length > 0 ? ', and mend what is no number' : ''}`,
    );
  const numbers = cells.flatMap((cell, j) => (NUMBER.test(cell) ? [{ j, cell }] : []));
  const words = cells.flatMap((cell, j) => (isWord(cell) ? [{ j, cell }] : []));
  if (body.rows === 0) return words.length > 0 ? cells : undefined;
  const counts = isCount(numbers);
  if (words.length === 0) {
    if (counts && cells[0] === '' && numbers.length === cells.length - 1) return cells;
    // The first row of 0, 1, 2, … in the order of reading goes on below.
    if (counts && body.corner === Number(cells[0]) + cells.length) return undefined;
    if (counts && numbers.length === cells.length) {
      if (cells.length === 2 && cells[0] === '0') throw unclear('it is 0 and 1');
      if (cells.length >= (cells[0] === '0' ? 3 : 5)) return cells;
    }
    const sign = gridIn(cells, body) ?? countIn(cells, body);
    if (sign) throw unclear(sign);
    return undefined;
  }
  if (words.every(({ j, cell }) => body.wordsOf(j)?.has(cell))) return undefined;
  if (words.length === 1 && cells.length > 2 && isWord(cells[0]) && cells.every((cell, j) => (cell === '') === j > 0))
    throw titleAlone(name, { line, cells }, cells.length);
  if (numbers.length === 0 || counts) return cells;
  const odd = words.find(({ j }) => !body.wordsOf(j));
  if (!odd) return undefined;
  throw unclear(`it holds numbers, and ${quote(odd.cell)} in column ${odd.j + 1}`);
}

/**
 * Whether the columns are those of a record's `points.csv`, which was written by this program: its
 * points are decimal points, whatever they look like.
 */
export function isOfRecord(header: readonly string[]): boolean {
  const names = ['scale', 'curve', 'label'];
  return names.every((name, j) => header[j] === name) && header.includes('predictedError');
}

/** A title is no header, nor R's of one column, in which there would be nothing to learn from. */
export function titleAlone(name: string, { line, cells }: { line: number; cells: string[] }, width: number): BadInput {
  return new BadInput(
    `${name}: row ${line}: found ${quote(cells[0])} alone above ${width} columns; remove the row where it is a title, or name all columns in it`,
  );
}

/** Whether numbers go up by one a column: from 0, or several from 1 or as years. */
function isCount(numbers: { j: number; cell: string }[]): boolean {
  if (numbers.length === 0) return false;
  const first = Number(numbers[0].cell);
  const isStart = first === 0 || (numbers.length > 1 && (first === 1 || (first >= 1500 && first <= 2200)));
  return isStart && numbers.every(({ j, cell }) => /^\d+$/.test(cell) && Number(cell) - first === j - numbers[0].j);
}

/** Fewer numbers may be evenly spaced by chance; the second count goes without further signs. */
const [LEAST_GRID, SURE_GRID] = [3, 5];

/**
 * Numbers that go up or down evenly over all columns, but for a first cell that is empty and a last
 * one that may be above the label, are wavelengths or times, as a rule: where no cell below is
 * beyond them, or they are many, and the next row is not of this kind.
 */
function gridIn(cells: string[], body: Below): string | undefined {
  const from = cells[0] === '' ? 1 : 0;
  if (body.rows < 3) return undefined;
  for (const to of [cells.length, cells.length - 1]) {
    const numbers = cells.slice(from, to).map(Number);
    if (numbers.length < LEAST_GRID || cells.slice(from, to).includes('') || !areEven(numbers)) continue;
    if (areEven(body.rowBelow.slice(from, to))) continue;
    const areBeyond = numbers.every((value, k) => body.isBeyond(from + k, value));
    if (areBeyond || numbers.length >= SURE_GRID)
      return `its numbers go evenly from ${numbers[0]} to ${numbers.at(-1)}${areBeyond ? ', and are beyond all others in their columns' : ''}`;
  }
  return undefined;
}

/**
 * The places of the columns written as `0.0`, or in another order, as when columns were drawn at
 * random: names, as a rule, where the next row is not of this kind.
 */
function countIn(cells: string[], body: Below): string | undefined {
  const numbers = cells.map(Number);
  if (body.rows < 3 || cells.includes('') || !arePlaces(numbers) || arePlaces(body.rowBelow)) return undefined;
  const isInOrder = numbers.every((value, j) => j === 0 || value > numbers[j - 1]);
  if (cells.length < (isInOrder && numbers[0] === 0 ? LEAST_GRID : SURE_GRID)) return undefined;
  return `its numbers are those of the columns, from ${Math.min(...numbers)} to ${Math.max(...numbers)}`;
}

/** Whether they are the whole numbers from 0 or 1 on, in any order. */
function arePlaces(numbers: ArrayLike<number>): boolean {
  const sorted = Array.from(numbers).sort((a, b) => a - b);
  return (sorted[0] === 0 || sorted[0] === 1) && sorted.every((value, j) => value === sorted[0] + j);
}

/** Whether each number is as far from the one before, to the digits that a rounded step has. */
function areEven(numbers: ArrayLike<number>): boolean {
  const step = (numbers[numbers.length - 1] - numbers[0]) / (numbers.length - 1);
  const isClose = (value: number, k: number) => Math.abs(value - numbers[0] - k * step) <= 1e-3 * Math.abs(step);
  return step !== 0 && Array.from(numbers).every(isClose);
}
