import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { BadInput } from '../numeric/errors.ts';
import type { Dataset } from './dataset.ts';
import type { Table } from './table.ts';

/**
 * A data set given by code, whose checksum is that of what is in it: the file's, where nothing was
 * changed since it was read, and else one of the content. Two data sets are the same where their
 * checksums are, so none is taken on trust. Throws `BadInput` for one whose parts do not fit.
 */
export function checkedDataset(given: Dataset): Dataset {
  const { name = 'the data', rows, columns } = given;
  const isOurs = given.values instanceof Float64Array || given.values instanceof Float32Array;
  const values = isOurs ? given.values : Float64Array.from(given.values ?? []);
  const sizes = [rows, columns].every((size) => Number.isInteger(size) && size > 0);
  if (!sizes || values.length !== rows * columns)
    throw new BadInput(
      `${name} has rows ${rows}, columns ${columns} and ${values.length} values, but rows × columns must be the number of values; give the size of the table`,
    );
  const { header, texts = [] } = given;
  if (header && header.length !== columns)
    throw new BadInput(`${name} has ${columns} columns and ${header.length} names in its header; give one for each`);
  for (const { column, codes } of texts)
    if (codes.length !== rows)
      throw new BadInput(
        `${name} has ${codes.length} texts in column ${column + 1} and ${rows} rows; give one for each`,
      );
  const mark = contentMark({ ...given, values });
  if (mark === given.mark && /^[\da-f]{64}$/.test(given.sha256)) return given;
  return { ...given, name, origin: given.origin ?? name, values, mark, sha256: contentChecksum({ ...given, values }) };
}

/** SHA-256 of what a table holds. */
function contentChecksum(table: Table): string {
  const hash = sha256.create();
  hash.update(utf8ToBytes(wordsOf(table)));
  for (const bytes of bytesOf(table)) hash.update(bytes);
  return bytesToHex(hash.digest());
}

/**
 * A quick sum that notices a change, though not one that is made to deceive: two 32-bit products in
 * the order of the words (FNV-1a and a multiplicative one).
 */
export function contentMark(table: Table): string {
  let [a, b] = [0x811c9dc5, 1];
  for (const bytes of [utf8ToBytes(wordsOf(table)), ...bytesOf(table)]) {
    const whole = bytes.byteLength >>> 2;
    const words = bytes.byteOffset % 4 === 0 ? new Uint32Array(bytes.buffer, bytes.byteOffset, whole) : undefined;
    const mix = (word: number) => {
      a = Math.imul(a ^ word, 0x01000193);
      b = (Math.imul(b, 0x9e3779b1) + word) | 0;
      a ^= a >>> 15;
    };
    if (words) for (let i = 0; i < whole; i++) mix(words[i]);
    for (let i = words ? 4 * whole : 0; i < bytes.byteLength; i++) mix(bytes[i]);
  }
  return [a, b].map((one) => (one >>> 0).toString(16).padStart(8, '0')).join('');
}

function wordsOf({ rows, columns, header, texts = [], unlabelled, shape }: Table): string {
  const words = texts.map(({ column, words }) => [column, words]);
  return JSON.stringify([rows, columns, header, unlabelled, words, ...(shape ? [shape] : [])]);
}

function bytesOf({ values, texts = [] }: Table): Uint8Array[] {
  return [values, ...texts.map(({ codes }) => codes)].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
}
