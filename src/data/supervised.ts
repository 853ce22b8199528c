import { BadInput } from '../numeric/errors.ts';
import type { Dataset } from './dataset.ts';

/** A table read as inputs and labels, both centred over all rows. */
export interface Supervised {
  rows: number;
  /** Input columns: all but the last. */
  features: number;
  /** Columns of labels: 1, or one for each class. */
  outputs: number;
  /** rows × features, row-major. */
  inputs: Float64Array;
  /** rows × outputs, row-major. */
  labels: Float64Array;
}

/** How the last column is read: as a number, or as classes with one 0/1 output each. */
export type LabelReading = 'number' | 'classes';

/**
 * Throws `BadInput`, naming the file, for tables without input columns, labels that are all equal,
 * or values whose square overflows.
 */
export function readSupervised(data: Dataset, reading: LabelReading): Supervised {
  const { rows, columns, name } = data;
  const features = columns - 1;
  const extreme = data.values.findIndex((value) => Math.abs(value) > 1e100);
  if (extreme >= 0)
    throw new BadInput(
      `${name} holds ${data.values[extreme]} in row ${Math.floor(extreme / columns) + 1}, column ${(extreme % columns) + 1}, whose square is beyond double precision; give values below 1e100`,
    );
  if (features < 1)
    throw new BadInput(`${name} has ${columns} column; it needs at least one input column and the label as the last`);
  const inputs = new Float64Array(rows * features);
  for (let i = 0; i < rows; i++) inputs.set(data.values.subarray(i * columns, i * columns + features), i * features);
  const labels = readLabels(data, reading);
  const outputs = labels.length / rows;
  centre(inputs, rows, features);
  centre(labels, rows, outputs);
  if (labels.every((value) => value === 0))
    throw new BadInput(`the labels of ${name} (its last column) are all equal, so there is nothing to learn`);
  return { rows, features, outputs, inputs, labels };
}

function readLabels({ values, rows, columns, name }: Dataset, reading: LabelReading): Float64Array {
  const column = Float64Array.from({ length: rows }, (_, i) => values[i * columns + columns - 1]);
  if (reading === 'number') return column;
  const classes = [...new Set(column)].sort((a, b) => a - b);
  if (classes.length > Math.min(1000, rows / 2))
    throw new BadInput(
      `labels=classes finds ${classes.length} different labels in the ${rows} rows of ${name}; that is no set of classes: use labels=number`,
    );
  const place = new Map(classes.map((label, index) => [label, index]));
  const encoded = new Float64Array(rows * classes.length);
  for (let i = 0; i < rows; i++) encoded[i * classes.length + place.get(column[i])!] = 1;
  return encoded;
}

/** Subtracts the mean of each column, in place; a constant column becomes exactly 0. */
function centre(table: Float64Array, rows: number, columns: number): void {
  for (let j = 0; j < columns; j++) {
    const first = table[j];
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += (table[i * columns + j] - first) / rows;
    mean += first;
    for (let i = 0; i < rows; i++) table[i * columns + j] -= mean;
  }
}
