import { BadInput } from '../numeric/errors.ts';
import { power } from '../numeric/special.ts';
import { parseNpyHeader } from './npy-header.ts';
import { allocate, type Cells, megabytes, type Table, times } from './table.ts';

/** Whether `bytes` begin as NPY does. */
export function isNpy(bytes: Uint8Array): boolean {
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  return magic.every((byte, i) => bytes[i] === byte);
}

/**
 * The numbers of a NumPy .npy file, format versions 1 to 3 (numpy.lib.format): floats of 2, 4 and 8
 * bytes, integers of 1 to 8 bytes and booleans, in either byte order, in C or Fortran order. A
 * vector becomes one column; an array of three or more dimensions, images for example, is flattened
 * to rows × the rest, as `reshape(len(a), -1)` does. Integers beyond 2^53 are rounded to the
 * nearest double.
 *
 * The values of large arrays of floats share the memory of `bytes`.
 *
 * Throws `BadInput` for other types, damaged headers, and data that are shorter or longer than the
 * shape says.
 */
export function parseNpy(bytes: Uint8Array, name: string): Table {
  const { type, littleEndian, fortranOrder, shape, offset } = parseNpyHeader(bytes, name);
  const rows = shape[0];
  const columns = shape.slice(1).reduce((product, length) => product * length, 1);
  const read = READERS[type];
  const isOfArrays = shape.length > 2 && { unlabelled: `arrays of ${times(shape.slice(1))}`, shape: shape.slice(1) };
  const needed = rows * columns * read.size;
  const found = bytes.length - offset;
  // Before anything is allocated: after this, memory is at most eight times the file.
  if (needed !== found) {
    throw new BadInput(
      `${name}: the header promises an array of ${times(shape)} (${megabytes(needed)}), but ${megabytes(found)} follow; ` +
        'the file is cut off or damaged: save it again with numpy.save',
    );
  }
  const inPlace = fortranOrder && columns > 1 ? undefined : IN_PLACE[type];
  const start = bytes.byteOffset + offset;
  if (inPlace && rows * columns >= LARGE && littleEndian === LITTLE && start % read.size === 0)
    return { rows, columns, values: new inPlace(bytes.buffer, start, rows * columns), ...isOfArrays };
  const values = allocate(rows, columns, name);
  const view = new DataView(bytes.buffer, start, needed);
  if (fortranOrder) {
    const starts = fortranColumns(shape, columns);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        values[i * columns + j] = read.at(view, (i + starts[j]) * read.size, littleEndian);
      }
    }
  } else {
    for (let k = 0; k < values.length; k++) values[k] = read.at(view, k * read.size, littleEndian);
  }
  return { rows, columns, values, ...isOfArrays };
}

/**
 * What a large array is read as without a copy: the numbers of the file itself, where they lie as
 * this machine would have them.
 */
const IN_PLACE: Record<string, new (buffer: ArrayBufferLike, start: number, length: number) => Cells> = {
  f4: Float32Array,
  f8: Float64Array,
};
/** Numbers from which on a copy is worth avoiding. */
const LARGE = 1e6;
const LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Where each column of the flattened array starts in Fortran order, in elements. Columns are
 * numbered with the last axis fastest, and stored with the first axis fastest.
 */
function fortranColumns(shape: number[], columns: number): Float64Array {
  const starts = new Float64Array(columns);
  let repeat = columns;
  let stride = shape[0];
  for (const length of shape.slice(1)) {
    repeat /= length;
    for (let j = 0; j < columns; j++) starts[j] += (Math.floor(j / repeat) % length) * stride;
    stride *= length;
  }
  return starts;
}

interface Reader {
  size: number;
  at: (view: DataView, offset: number, littleEndian: boolean) => number;
}

const READERS: Record<string, Reader> = {
  f8: { size: 8, at: (view, offset, little) => view.getFloat64(offset, little) },
  f4: { size: 4, at: (view, offset, little) => view.getFloat32(offset, little) },
  f2: { size: 2, at: (view, offset, little) => halfToNumber(view.getUint16(offset, little)) },
  i1: { size: 1, at: (view, offset) => view.getInt8(offset) },
  i2: { size: 2, at: (view, offset, little) => view.getInt16(offset, little) },
  i4: { size: 4, at: (view, offset, little) => view.getInt32(offset, little) },
  i8: wide((view, offset, little) => view.getInt32(offset, little)),
  u1: { size: 1, at: (view, offset) => view.getUint8(offset) },
  u2: { size: 2, at: (view, offset, little) => view.getUint16(offset, little) },
  u4: { size: 4, at: (view, offset, little) => view.getUint32(offset, little) },
  u8: wide((view, offset, little) => view.getUint32(offset, little)),
  b1: { size: 1, at: (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1) },
};

/**
 * A 64-bit integer from its high half, as `high` reads it, and its low half, rounded once.
 * `getBigInt64` would allocate for every number.
 */
function wide(high: Reader['at']): Reader {
  return {
    size: 8,
    at: (view, offset, little) =>
      high(view, offset + (little ? 4 : 0), little) * 2 ** 32 + view.getUint32(offset + (little ? 0 : 4), little),
  };
}

/**
 * IEEE 754 half precision: 1 sign, 5 exponent and 10 fraction bits. `DataView.getFloat16` is not in
 * Node 20.
 */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * power(2, exponent - 25);
}
