import type { Dataset } from '../data/dataset.ts';
import { BadInput, OutOfRange } from '../numeric/errors.ts';
import type { Dtype, Heap, Matrix } from '../numeric/heap.ts';

/** Inputs and targets for a network, row by row. */
export interface Samples {
  inputs: Matrix;
  targets: Matrix;
}

/**
 * The chosen rows of a data set whose last column is the class 0, 1, …, with one-hot targets (the
 * largest class of the whole set decides how many there are). Every cell must be a number. Inputs
 * are divided by `divisor`, the largest pixel for example. Lives in the heap's present scope.
 * Throws `BadInput`, and `OutOfRange` for rows that there are not.
 */
export function classificationSamples(
  heap: Heap,
  { name, rows, columns, values }: Dataset,
  chosen: ArrayLike<number>,
  { dtype = 'f64', divisor = 1 }: { dtype?: Dtype; divisor?: number } = {},
): Samples {
  const width = columns - 1;
  if (width === 0) throw new BadInput(`${name}: has one column, but inputs and a class are needed`);
  let classes = 0;
  for (let row = 0; row < rows; row++) {
    const label = values[row * columns + width];
    if (!(Number.isInteger(label) && label >= 0 && label < 1e4))
      throw new BadInput(
        `${name}: row ${row + 1} has ${label} in the last column, but a class from 0 to 9999 is needed; number the classes from 0`,
      );
    classes = Math.max(classes, label + 1);
  }
  if (!(Number.isFinite(divisor) && divisor !== 0)) throw new OutOfRange('divisor', divisor, 'finite and not 0');
  for (let i = 0; i < chosen.length; i++)
    if (!(Number.isInteger(chosen[i]) && chosen[i] >= 0 && chosen[i] < rows))
      throw new OutOfRange(`row ${i} of those chosen`, chosen[i], `a whole number from 0 to ${rows - 1}`);
  const gap = values.findIndex((value) => !Number.isFinite(value));
  if (gap >= 0)
    throw new BadInput(
      `${name}: row ${Math.floor(gap / columns) + 1}, column ${(gap % columns) + 1} holds no finite number; drop the row or the column`,
    );
  const inputs = heap.matrix(chosen.length, width, dtype);
  const targets = heap.matrix(chosen.length, classes, dtype);
  const [x, t] = [inputs.values, targets.values];
  for (let i = 0; i < chosen.length; i++) {
    const row = values.subarray(chosen[i] * columns, (chosen[i] + 1) * columns);
    for (let j = 0; j < width; j++) x[i * width + j] = row[j] / divisor;
    t[i * classes + row[width]] = 1;
  }
  return { inputs, targets };
}
