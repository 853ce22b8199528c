import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { parseIdx } from './idx.ts';
import { parseDataset } from './parse.ts';

/** A header of this type and shape, and the numbers' bytes. */
function idx(type: number, shape: number[], body: number[]): Uint8Array<ArrayBuffer> {
  const sizes = shape.flatMap((length) => [length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255]);
  return Uint8Array.from([0, 0, type, shape.length, ...sizes, ...body]);
}

test.each([
  ['unsigned bytes', 8, [0, 1, 128, 255], [0, 1, 128, 255]],
  ['signed bytes', 9, [0, 1, 128, 255], [0, 1, -128, -1]],
  ['short', 11, [0, 5, 1, 0, 255, 254, 128, 0], [5, 256, -2, -32768]],
  ['int', 12, [0, 0, 0, 5, 0, 1, 0, 0, 255, 255, 255, 254, 128, 0, 0, 0], [5, 65536, -2, -(2 ** 31)]],
  ['float', 13, [63, 128, 0, 0, 192, 0, 0, 0, 0, 0, 0, 0, 62, 128, 0, 0], [1, -2, 0, 0.25]],
  ['double', 14, [63, 240, 0, 0, 0, 0, 0, 0, 192, 0, 0, 0, 0, 0, 0, 0], [1, -2]],
])('%s', (_, type, body, values) => {
  expect(parseIdx(idx(type, [1, values.length], body), 'a')).toEqual({
    rows: 1,
    columns: values.length,
    values: Float64Array.from(values),
  });
});

test('labels are one column, images rows of pixels, also in gzip', async () => {
  const labels = idx(8, [3], [7, 2, 1]);
  expect(parseIdx(labels, 'labels')).toMatchObject({ rows: 3, columns: 1 });
  const images = idx(8, [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const wanted = { rows: 2, columns: 6, values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) };
  expect(await parseDataset(images, 't10k-images-idx3-ubyte', 'x')).toMatchObject(wanted);
  expect(await parseDataset(Uint8Array.from(gzipSync(images)), 't10k-images-idx3-ubyte.gz', 'x')).toMatchObject(wanted);
});

test.each([
  ['a cut-off header', idx(8, [2, 2], []).subarray(0, 8), /header is cut off/],
  ['too little data', idx(8, [2, 2], [1, 2, 3]), /promises an array of 2 × 2 \(4 bytes\), but 3 bytes follow/],
  ['too much data', idx(8, [2, 2], [1, 2, 3, 4, 5]), /but 5 bytes follow/],
  ['no rows', idx(8, [0, 2], []), /at least one row/],
])('refuses %s', (_, bytes, message) => {
  expect(() => parseIdx(bytes, 'a')).toThrow(message);
  expect(() => parseIdx(bytes, 'a')).toThrow(BadInput);
});
