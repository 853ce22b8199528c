import { BadInput } from '../numeric/errors.ts';
import { MAX_ELEMENTS } from './table.ts';

/** What the header of an .npy file says of its data. */
export interface NpyHeader {
  /** Kind and size in bytes: `f8`, `u1`. */
  type: string;
  littleEndian: boolean;
  fortranOrder: boolean;
  /** At least one dimension, none of them zero, their product at most `MAX_ELEMENTS`. */
  shape: number[];
  /** Where the data begin. */
  offset: number;
}

/** numpy.lib.format's own limit (`max_header_size`): a header of numbers is about 100 bytes. */
const MAX_HEADER = 10_000;

const TYPES = 'f2, f4, f8, i1 to i8, u1 to u8 or bool';

/**
 * Reads the header of an .npy file whose magic bytes were seen. Throws `BadInput` for anything
 * numpy would not write.
 */
export function parseNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const cutOff = `${name}: the file ends inside its .npy header; copy or save it again`;
  if (bytes.length < 10) throw new BadInput(cutOff);
  const version = bytes[6];
  if (version < 1 || version > 3 || bytes[7] !== 0) {
    throw new BadInput(
      `${name}: .npy format version ${version}.${bytes[7]}, but 1.0, 2.0 and 3.0 are known; save it again with numpy.save`,
    );
  }
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw new BadInput(cutOff);
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER) {
    throw new BadInput(
      `${name}: the .npy header is ${length} bytes long, but ${MAX_HEADER} is the most allowed; the file is damaged or holds no plain array`,
    );
  }
  const offset = start + length;
  if (bytes.length < offset) throw new BadInput(cutOff);
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(start, offset));
  return { ...parseDictionary(text, name), offset };
}

/**
 * The header is the text of a Python dictionary with exactly the keys descr, fortran_order and
 * shape. Only that is accepted, in any order of keys.
 */
function parseDictionary(text: string, name: string): Omit<NpyHeader, 'offset'> {
  const broken = (what: string): BadInput =>
    new BadInput(`${name}: the .npy header ${what}; the file is damaged: save it again with numpy.save`);
  const body = /^\{(.*)\}\s*$/s.exec(text);
  if (!body) throw broken('is not a Python dictionary');
  const found = new Map<string, string>();
  // A value is a quoted string, a word, a tuple, or anything in brackets (the fields of a
  // structured type).
  const entry = /\s*'(\w+)'\s*:\s*('[^']*'|\w+|\([^()]*\)|\[.*\])\s*(?:,|$)/sy;
  let rest = body[1].trimEnd();
  while (rest !== '') {
    entry.lastIndex = 0;
    const match = entry.exec(rest);
    if (!match) throw broken(`cannot be understood from ${JSON.stringify(rest.trim().slice(0, 40))} on`);
    if (found.has(match[1])) throw broken(`gives ${match[1]} twice`);
    found.set(match[1], match[2]);
    rest = rest.slice(entry.lastIndex);
  }
  const keys = [...found.keys()].sort().join(', ');
  if (keys !== 'descr, fortran_order, shape') {
    throw broken(`has the keys ${keys || '(none)'}, but must have descr, fortran_order, shape`);
  }
  const order = found.get('fortran_order')!;
  if (order !== 'True' && order !== 'False') throw broken(`has fortran_order ${order}, but must have True or False`);
  const tuple = /^\(\s*((?:\d+L?\s*,\s*)*(?:\d+L?)?)\s*\)$/.exec(found.get('shape')!);
  const isOne = tuple !== null && /^\d+L?$/.test(tuple[1].trim());
  // `(3)` is a number in Python and no tuple.
  if (!tuple || isOne) {
    throw broken(`has the shape ${found.get('shape')}, but must have a tuple of sizes such as (100, 8)`);
  }
  return {
    ...parseType(found.get('descr')!, name),
    fortranOrder: order === 'True',
    shape: checkShape(tuple[1].split(',').flatMap(parseSize), name),
  };
}

/** A size, or nothing after the last comma. Python 2 wrote sizes as `3L`. */
function parseSize(text: string): number[] {
  const digits = text.trim().replace('L', '');
  return digits === '' ? [] : [Number(digits)];
}

function parseType(descr: string, name: string): { type: string; littleEndian: boolean } {
  const match = /^'([<>|])([fiu][1248]|b1)'$/.exec(descr);
  const isKnown = match && match[2] !== 'f1' && (match[1] !== '|' || match[2].endsWith('1'));
  if (isKnown) return { type: match[2], littleEndian: match[1] !== '>' };
  throw new BadInput(
    `${name}: the array's type is ${describeType(descr)}, but must be ${TYPES}; ${remedyForType(descr)}`,
  );
}

function describeType(descr: string): string {
  const short = descr.length > 40 ? `${descr.slice(0, 40)}…` : descr;
  if (descr.startsWith('[')) return `structured, ${short}`;
  if (/^'[<>|]?O/.test(descr)) return `object (any Python values), ${short}`;
  if (/^'[<>|]?c/.test(descr)) return `complex, ${short}`;
  if (/^'[<>|]?[US]/.test(descr)) return `text, ${short}`;
  return short;
}

function remedyForType(descr: string): string {
  if (/^'[<>|]?c/.test(descr)) return 'save its .real and .imag as columns';
  if (/^'[<>|]?[US]/.test(descr)) return 'replace the names by numbers, with numpy.unique(a, return_inverse=True)';
  if (descr.startsWith('[')) return 'save it as numpy.lib.recfunctions.structured_to_unstructured(a)';
  return 'save it as a.astype(float)';
}

function checkShape(shape: number[], name: string): number[] {
  const text = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  if (shape.length === 0) {
    throw new BadInput(
      `${name}: holds a single number and no array, but one row per sample is needed; save an array with at least one dimension`,
    );
  }
  if (shape.includes(0)) {
    throw new BadInput(
      `${name}: the array's shape is ${text}, but at least one row and one column are needed; check how it was made`,
    );
  }
  // The sizes are at least 1, so the product only grows, and stopping at once keeps it from
  // overflowing.
  let count = 1;
  for (const size of shape) {
    count *= size;
    if (count > MAX_ELEMENTS) {
      throw new BadInput(
        `${name}: the array's shape is ${text}, but at most ${MAX_ELEMENTS} numbers fit in memory; save fewer rows`,
      );
    }
  }
  return shape;
}
