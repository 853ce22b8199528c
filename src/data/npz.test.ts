import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { parseNpz } from './npz.ts';

const fixture = (name: string): Uint8Array => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

const X = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const labelled = [0, 1, 2, 0, 3, 4, 5, 1, 6, 7, 8, 1, 9, 10, 11, 0];

describe('files made by numpy', () => {
  it('takes the only array', () => {
    expect(parseNpz(fixture('single.npz'), 's')).toEqual({ rows: 4, columns: 3, values: Float64Array.from(X) });
  });

  test.each(['labelled.npz', 'compressed.npz'])('appends the labels of %s as the last column', (name) => {
    expect(parseNpz(fixture(name), name)).toMatchObject({ rows: 4, columns: 4, values: Float64Array.from(labelled) });
  });

  test.each([['unequal.npz', /4 rows of features and 3 labels/]])('refuses %s', (name, message) => {
    expect(() => parseNpz(fixture(name), name)).toThrow(BadInput);
    expect(() => parseNpz(fixture(name), name)).toThrow(message);
  });
});

describe('features and labels', () => {
  const one = [
    [5, 6],
    [7, 8],
    [9, 1],
  ];
  // Version 1 of the format, in rows.
  const npy = (rows: number[][], vector = false): Uint8Array => {
    const shape = vector ? `(${rows.length},)` : `(${rows.length}, ${rows[0].length})`;
    const head = `${`{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117)}\n`;
    const start = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length, 0);
    return Uint8Array.from([...start, ...strToU8(head), ...new Uint8Array(Float64Array.from(rows.flat()).buffer)]);
  };
  const zip = (arrays: Record<string, Uint8Array>) =>
    zipSync(Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes])));
  const labels = [[0], [1], [0]];

  test.each([
    ['X', 'y'],
    ['inputs', 'targets'],
    ['x_train', 'y_train'],
    ['train_images', 'train_labels'],
    ['trainX', 'trainY'],
    ['arr_0', 'arr_1'],
    ['measured', 'quality'],
  ])('%s and %s', (x, y) => {
    const both = parseNpz(zip({ [x]: npy(one), [y]: npy(labels, true) }), 'a.npz');
    expect([...both.values]).toEqual([5, 6, 0, 7, 8, 1, 9, 1, 0]);
    expect(both.labelFrom).toBe(`the array ${y}`);
    // In the other order as well.
    expect(parseNpz(zip({ [y]: npy(labels, true), [x]: npy(one) }), 'a.npz').values).toEqual(both.values);
  });

  it('takes the training part, and says that the rest is not used', () => {
    const arrays = { x_test: npy(one), y_test: npy(labels), x_train: npy(one), y_train: npy(labels) };
    expect(parseNpz(zip(arrays), 'a').asides?.join()).toMatch(/x_train.*not used: the arrays x_test, y_test/);
  });

  it('reads one-hot labels as the place of the 1, and no others of several columns', () => {
    const hot = [
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
    ];
    const both = parseNpz(zip({ X: npy(one), y: npy(hot) }), 'a');
    expect([2, 5, 8].map((k) => both.values[k])).toEqual([2, 1, 0]);
    expect(both.labelFrom).toMatch(/one-hot/);
    expect(() => parseNpz(zip({ X: npy(one), y: npy(one) }), 'a')).toThrow(/3 × 2.*y\[:, 0\]/);
    expect(() => parseNpz(zip({ a: npy(one), b: npy(one) }), 'a')).toThrow(/found the arrays a, b/);
    expect(() => parseNpz(zip({ a: npy(one), b: npy(one), c: npy(labels) }), 'a')).toThrow(/found the arrays a, b, c/);
  });
});

describe('hostile archives', () => {
  it('reads declared sizes before it unpacks', () => {
    expect(() => parseNpz(fixture('bomb.npz'), 'bomb.npz', 1e6)).toThrow(/unpacks to 8\.0 MB, but 1\.0 MB is the most/);
  });

  it('refuses a declared size that deflate cannot reach', () => {
    const bytes = Uint8Array.from(fixture('compressed.npz'));
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < bytes.length - 46; i++) {
      if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 2 ** 29 - 1, true);
    }
    expect(() => parseNpz(bytes, 'x')).toThrow(/damaged/);
  });

  it('notices a flipped bit in the data', () => {
    const bytes = Uint8Array.from(fixture('single.npz'));
    // The last byte of 11.0 in the stored, uncompressed array: still a finite number after the
    // flip.
    const at = Buffer.from(bytes).lastIndexOf(Buffer.from(Float64Array.of(11).buffer));
    bytes[at + 5] ^= 1;
    expect(() => parseNpz(bytes, 'x')).toThrow(/damaged/);
  });

  it('refuses more entries than any data set has', () => {
    const files = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`a${i}.npy`, new Uint8Array(0)]));
    expect(() => parseNpz(zipSync(files), 'x')).toThrow(/more than 1000 entries/);
  });

  test.each([
    ['no entries', {}, /an empty archive/],
    ['no arrays', { 'xl/sheet.xml': strToU8('<a/>') }, /zip archive of xl\/sheet\.xml; unzip it/],
    [
      'a workbook',
      { '[Content_Types].xml': strToU8('<a/>'), 'xl/sheet.xml': strToU8('<a/>') },
      /save its sheet as CSV/,
    ],
    ['an array that is none', { 'X.npy': strToU8('1,2,3') }, /array X: does not begin as \.npy/],
    ['an empty array file', { 'X.npy': new Uint8Array(0) }, /array X: does not begin/],
  ])('refuses %s', (_, files, message) => {
    expect(() => parseNpz(zipSync(files as Record<string, Uint8Array>), 'x.npz')).toThrow(message);
  });

  it('refuses every truncation', () => {
    const whole = fixture('compressed.npz');
    for (let length = 0; length < whole.length; length++) {
      expect(() => parseNpz(whole.subarray(0, length), 'x')).toThrow(BadInput);
    }
  });
});
