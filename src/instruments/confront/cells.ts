import type { Dataset } from '../../data/dataset.ts';
import { readSetting } from '../../plan/settings.ts';

/** The cells of a table, by row and column. */
export class Cells {
  private readonly table: Dataset;

  constructor(table: Dataset) {
    this.table = table;
  }

  /** NaN where there is no number. */
  number(row: number, column: number): number {
    return this.table.values[row * this.table.columns + column];
  }

  text(row: number, column: number): string | undefined {
    const texts = this.table.texts?.find((one) => one.column === column);
    return texts && texts.codes[row] >= 0 ? texts.words[texts.codes[row]] : undefined;
  }

  /** A number, a word, or undefined where the cell is empty. */
  value(row: number, column: number): number | string | undefined {
    const value = this.number(row, column);
    return Number.isNaN(value) ? this.text(row, column) : value;
  }

  /** The row of the file, as a spreadsheet counts it. */
  line(row: number): number {
    return this.table.lines ? this.table.lines[row] : row + 1;
  }

  title(column: number): string {
    return this.table.header?.[column] ? `'${this.table.header[column]}'` : `number ${column + 1}`;
  }
}

/** What a cell says of a parameter: a number, a word, or an array as JSON writes it. */
export function parameterIn(name: string, cell: number | string): unknown {
  if (typeof cell === 'number') return cell;
  const reading = readSetting(name, cell);
  return reading.kind === 'value' ? reading.value : reading.values;
}
