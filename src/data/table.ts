import { BadInput } from '../numeric/errors.ts';

/**
 * What every reader makes of its bytes: cells in row-major order, at least one row and one column.
 * A cell that is no number is kept as such, since what is to be done about it depends on whether
 * its column and row are used at all.
 */
export interface Table {
  rows: number;
  columns: number;
  /** Row-major, rows × columns. NaN where a cell holds no value, or text. */
  values: Cells;
  /** The columns' names, where the file has them; a name may be empty. */
  header?: string[];
  /** The row of the file that they stand in; absent where a comment holds them. */
  headerLine?: number;
  /** The columns that hold text, with the text. */
  texts?: TextColumn[];
  /** Of each row, the row of the file as a spreadsheet counts it, from 1; else rows are counted. */
  lines?: Uint32Array;
  /** How missing cells are written, by column, where they are not all empty. */
  gaps?: Record<number, string>;
  /** What was seen and done to the file, in a few words each: `decimal commas`. */
  asides?: string[];
  /** What the last column is, when it is the label from another table: `the array y`. */
  labelFrom?: string;
  /** Why the last column is no label: the rows are images, say. */
  unlabelled?: string;
  /** Of a row that is an array, its shape: height × width of an image. */
  shape?: number[];
}

/** Numbers as the file has them: single precision stays so, at half of the memory. */
export type Cells = Float64Array | Float32Array;

/** A column in which there is text. */
export interface TextColumn {
  column: number;
  words: string[];
  /** Of each row, its word; −1 where the cell is a number or missing. */
  codes: Int32Array;
}

/** The largest file read, and the most that a compressed one may unpack to. */
export const MAX_BYTES = 2 ** 30;

/**
 * The most numbers in a table: as doubles they fill the 4 GiB heap, so a larger table could be read
 * and never used.
 */
export const MAX_ELEMENTS = 2 ** 29;

/**
 * A zeroed array, of doubles unless said, or `BadInput` where the table `name` is too large for the
 * machine.
 */
export function allocate(rows: number, columns: number, name: string): Float64Array<ArrayBuffer>;
export function allocate<Kind extends Cells>(
  rows: number,
  columns: number,
  name: string,
  kind: new (count: number) => Kind,
): Kind;
export function allocate(
  rows: number,
  columns: number,
  name: string,
  kind: new (count: number) => Cells = Float64Array,
): Cells {
  const count = rows * columns;
  if (count > MAX_ELEMENTS) {
    throw new BadInput(
      `${name}: ${rows} × ${columns} is ${count} numbers, but at most ${MAX_ELEMENTS} fit in memory; keep fewer rows or columns`,
    );
  }
  try {
    return new kind(count);
  } catch {
    // The engine refuses the allocation with a RangeError, which says nothing of the file.
    throw new BadInput(
      `${name}: no memory for ${rows} × ${columns} numbers (${megabytes((kind === Float64Array ? 8 : 4) * count)}); keep fewer rows or columns`,
    );
  }
}

/**
 * Features with their labels as the last column. Labels with one 1 and zeros in each row become the
 * number of the column that the 1 is in; names of rows beside labels are left out. Throws
 * `BadInput` for other labels of several columns, and for another number of labels than rows.
 */
export function withLabels(features: Table, labels: Table, labelFrom: string, name: string): Table {
  if (labels.rows !== features.rows) {
    throw new BadInput(
      `${name}: there are ${features.rows} rows of features and ${labels.rows} labels, but there must be as many of both; save them again together`,
    );
  }
  const isNamed = labels.columns === 2 && labels.header?.[0] === '';
  const oneHot = labels.columns > 1 && !isNamed ? placesOfOne(labels) : undefined;
  if (labels.columns > 1 && !isNamed && !oneHot) {
    throw new BadInput(
      `${name}: the labels are ${labels.rows} × ${labels.columns}, but must be one number per row, or one-hot; save one of their columns, y[:, 0] say`,
    );
  }
  const { rows } = features;
  const columns = features.columns + 1;
  const last = columns - 1;
  const values = allocate(rows, columns, name);
  for (let i = 0; i < rows; i++) {
    values.set(features.values.subarray(i * last, (i + 1) * last), i * columns);
    values[i * columns + last] = oneHot ? oneHot[i] : labels.values[(i + 1) * labels.columns - 1];
  }
  const words = (labels.texts ?? []).filter(({ column }) => column === labels.columns - 1);
  const texts = [...(features.texts ?? []), ...words.map((text) => ({ ...text, column: last }))];
  const gaps = { ...features.gaps, ...(labels.gaps && { [last]: labels.gaps[labels.columns - 1] }) };
  const asides = [...(features.asides ?? []), ...(labels.asides ?? [])];
  const { header, headerLine, lines } = features;
  return {
    ...{ rows, columns, values, labelFrom: `${labelFrom}${oneHot ? ' (one-hot)' : ''}` },
    ...(features.shape && { shape: features.shape }),
    ...(header && { header: [...header, labels.header?.at(-1) ?? 'label'] }),
    ...(headerLine !== undefined && { headerLine }),
    ...(lines && { lines }),
    ...(texts.length > 0 && { texts }),
    ...(Object.keys(gaps).length > 0 && { gaps }),
    ...(asides.length > 0 && { asides }),
  };
}

/** Of each row, the column that holds its 1, where all else is 0; undefined for other tables. */
function placesOfOne({ rows, columns, values }: Table): Float64Array | undefined {
  const places = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let ones = 0;
    for (let j = 0; j < columns; j++) {
      const value = values[i * columns + j];
      if (value === 1) places[i] = j;
      if (value === 1) ones++;
      else if (value !== 0) return undefined;
    }
    if (ones !== 1) return undefined;
  }
  return places;
}

/** A shape in words, of which damaged headers may have 255 sizes: `60000 × 28 × 28`. */
export function times(shape: readonly number[]): string {
  const shown = shape.slice(0, 8).join(' × ');
  return shape.length <= 8 ? shown : `${shown} × … (${shape.length} dimensions)`;
}

/** `bytes` in words: `12 bytes`, `3.4 MB`. */
export function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${bytes} bytes` : `${(bytes / 1e6).toFixed(1)} MB`;
}
