import { BadInput } from '../numeric/errors.ts';
import { log2, log10, power } from '../numeric/special.ts';
import type { Dataset } from './dataset.ts';
import { choose, place, type ReadingOptions } from './reading.ts';

/** A table read as inputs and labels, both centred over all rows. */
export interface Supervised {
  rows: number;
  /** Input columns. */
  features: number;
  /** Columns of labels: 1, or one for each class, or 0 where there is no label. */
  outputs: number;
  /**
   * rows × features, row-major; all multiplied by one power of 2, by which the largest is near 1.
   */
  inputs: Float64Array;
  /** rows × outputs, row-major. */
  labels: Float64Array;
}

/**
 * Throws `BadInput`, naming the file, for what `readingOf` refuses, for inputs or labels that are
 * all equal, and for values whose square is beyond double precision.
 */
export function readSupervised(data: Dataset, options: ReadingOptions): Supervised {
  const { rows: chosen, features: places, label, classOf, classes } = choose(data, options);
  const { values, columns, name } = data;
  const [rows, features] = [chosen.length, places.length];
  const inputs = new Float64Array(rows * features);
  const outputs = label === undefined ? 0 : (classes?.length ?? 1);
  const labels = new Float64Array(rows * outputs);
  const taken = (row: number, column: number): number => {
    const value = values[row * columns + column];
    if (Math.abs(value) <= 1e100) return value;
    throw new BadInput(
      `${place(data, row, column)}: found ${value}, whose square is beyond double precision; give values below 1e100`,
    );
  };
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < features; k++) inputs[i * features + k] = taken(chosen[i], places[k]);
    if (classOf) labels[i * outputs + classOf[i]] = 1;
    else if (label !== undefined) labels[i] = taken(chosen[i], label);
  }
  centre(inputs, rows, features);
  centre(labels, rows, outputs);
  const size = largest(inputs);
  if (size === 0)
    throw new BadInput(
      `the inputs of ${name} are all constant, so there is nothing to learn from them; choose other columns or rows`,
    );
  const factor = powerOfTwo(size);
  for (let k = 0; k < inputs.length; k++) inputs[k] *= factor;
  if (outputs > 0) checkLabels(largest(labels), name);
  return { rows, features, outputs, inputs, labels };
}

function checkLabels(size: number, name: string): void {
  if (size === 0)
    throw new BadInput(
      `the labels of ${name} are all equal, so there is nothing to learn; choose another column with label=…, or other rows`,
    );
  if (size < 1e-100)
    throw new BadInput(
      `the labels of ${name} differ from their mean by at most ${size.toPrecision(2)}, and their squares are below double precision; multiply them by ${Number(`1e${Math.round(-log10(size))}`)}, say`,
    );
}

/** About 1/size, by which nothing is rounded. */
function powerOfTwo(size: number): number {
  return power(2, -Math.max(-1022, Math.min(1022, Math.round(log2(size)))));
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let k = 0; k < values.length; k++) most = Math.max(most, Math.abs(values[k]));
  return most;
}

/** Subtracts the mean of each column, in place; a constant column becomes exactly 0. */
function centre(table: Float64Array, rows: number, columns: number): void {
  const first = table.slice(0, columns);
  const means = new Float64Array(columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) means[j] += (table[i * columns + j] - first[j]) / rows;
  for (let j = 0; j < columns; j++) means[j] += first[j];
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) table[i * columns + j] -= means[j];
}
