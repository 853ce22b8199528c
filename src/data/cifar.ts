import { BadInput } from '../numeric/errors.ts';
import { allocate, type Table } from './table.ts';

const PIXELS = 3 * 32 * 32;
const RECORD = 1 + PIXELS;

/**
 * Whether a file of that name is a CIFAR-10 batch in its binary version, which has no header:
 * `.bin`, in records of 3073 bytes.
 */
export function isCifar(bytes: Uint8Array, name: string): boolean {
  return /\.bin(\.gz)?$/i.test(name) && bytes.length % RECORD === 0;
}

/**
 * CIFAR-10's binary version (Krizhevsky 2009): 3072 pixels of 0 to 255 (red, green, blue planes of
 * 32 × 32, row by row), then the class 0 to 9 as the last column. In the file the class comes
 * first. Throws `BadInput` where a class is above 9.
 */
export function parseCifar(bytes: Uint8Array, name: string): Table {
  const rows = bytes.length / RECORD;
  const columns = PIXELS + 1;
  const values = allocate(rows, columns, name);
  for (let row = 0; row < rows; row++) {
    const record = bytes.subarray(row * RECORD, (row + 1) * RECORD);
    if (record[0] > 9)
      throw new BadInput(
        `${name}: record ${row + 1} has the class ${record[0]}, but CIFAR-10 has 0 to 9; the file is damaged or of another format`,
      );
    values.set(record.subarray(1), row * columns);
    values[row * columns + PIXELS] = record[0];
  }
  return { rows, columns, values, labelFrom: 'the class of each record' };
}
