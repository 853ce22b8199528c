import { BadInput } from '../numeric/errors.ts';

/**
 * What every reader makes of its bytes: numbers in row-major order, all finite, at least one row
 * and one column.
 */
export interface Table {
  rows: number;
  columns: number;
  /** Row-major, rows × columns, all finite. */
  values: Float64Array;
  /** The columns' names, where the file has them. */
  header?: string[];
}

/** The largest file read, and the most that a compressed one may unpack to. */
export const MAX_BYTES = 2 ** 30;

/**
 * The most numbers in a table: as doubles they fill the 4 GiB heap, so a larger table could be read
 * and never used.
 */
export const MAX_ELEMENTS = 2 ** 29;

/** A zeroed array of doubles, or `BadInput` where the table `name` is too large for the machine. */
export function allocate(rows: number, columns: number, name: string): Float64Array {
  const count = rows * columns;
  if (count > MAX_ELEMENTS) {
    throw new BadInput(
      `${name}: ${rows} × ${columns} is ${count} numbers, but at most ${MAX_ELEMENTS} fit in memory; keep fewer rows or columns`,
    );
  }
  try {
    return new Float64Array(count);
  } catch {
    // The engine refuses the allocation with a RangeError, which says nothing of the file.
    throw new BadInput(
      `${name}: no memory for ${rows} × ${columns} numbers (${megabytes(8 * count)}); keep fewer rows or columns`,
    );
  }
}

/**
 * Throws `BadInput` naming the first cell (1-based row and column) of `table` that is NaN or
 * infinite.
 */
export function requireFinite(table: Table, name: string): void {
  const { values, columns } = table;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new BadInput(
      `${name}: row ${Math.floor(i / columns) + 1}, column ${(i % columns) + 1}: found ${values[i]}, ` +
        `but every value must be finite; remove the row or fill the value in`,
    );
  }
}

/** `bytes` in words: `12 bytes`, `3.4 MB`. */
export function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${bytes} bytes` : `${(bytes / 1e6).toFixed(1)} MB`;
}
