import { BadInput } from '../numeric/errors.ts';
import { allocate, megabytes, type Table, times } from './table.ts';

interface Reader {
  size: number;
  at: (view: DataView, offset: number) => number;
}

/** By the third byte of the file. Numbers are big-endian. */
const READERS: Record<number, Reader> = {
  8: { size: 1, at: (view, offset) => view.getUint8(offset) },
  9: { size: 1, at: (view, offset) => view.getInt8(offset) },
  11: { size: 2, at: (view, offset) => view.getInt16(offset) },
  12: { size: 4, at: (view, offset) => view.getInt32(offset) },
  13: { size: 4, at: (view, offset) => view.getFloat32(offset) },
  14: { size: 8, at: (view, offset) => view.getFloat64(offset) },
};

/** Whether `bytes` begin as IDX does: two zeros, a type, a number of dimensions. */
export function isIdx(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && bytes[2] in READERS && bytes[3] > 0;
}

/**
 * The numbers of an IDX file, the format of MNIST (LeCun, Cortes and Burges). A vector, labels for
 * example, becomes one column; images are flattened to rows × the rest. Throws `BadInput` for data
 * that are shorter or longer than the header says.
 */
export function parseIdx(bytes: Uint8Array, name: string): Table {
  const dimensions = bytes[3];
  const offset = 4 + 4 * dimensions;
  if (bytes.length < offset) throw new BadInput(`${name}: the IDX header is cut off; download the file again`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const rows = shape[0];
  const columns = shape.slice(1).reduce((product, length) => product * length, 1);
  if (rows === 0 || columns === 0)
    throw new BadInput(`${name}: holds an array of ${times(shape)}, but at least one row and one column are needed`);
  const read = READERS[bytes[2]];
  const [needed, found] = [rows * columns * read.size, bytes.length - offset];
  if (needed !== found)
    throw new BadInput(
      `${name}: the header promises an array of ${times(shape)} (${megabytes(needed)}), but ${megabytes(found)} follow; ` +
        'the file is cut off or damaged: download it again',
    );
  const values = allocate(rows, columns, name);
  for (let k = 0; k < values.length; k++) values[k] = read.at(view, offset + k * read.size);
  const isOfArrays = shape.length > 2 && { unlabelled: `images of ${times(shape.slice(1))}`, shape: shape.slice(1) };
  return { rows, columns, values, ...isOfArrays };
}
