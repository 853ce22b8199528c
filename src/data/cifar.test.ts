import { expect, test } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { parseDataset } from './parse.ts';

/** Two records: class 3 with pixels 0, 1, …, 255, 0, …; class 9, all pixels 7. */
function batch(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * 3073).fill(7);
  bytes[0] = 3;
  for (let i = 0; i < 3072; i++) bytes[1 + i] = i;
  bytes[3073] = 9;
  return bytes;
}

test('pixels, then the class', async () => {
  const { rows, columns, values } = await parseDataset(batch(), 'data_batch_1.bin', 'x');
  expect([rows, columns]).toEqual([2, 3073]);
  expect(Array.from(values.subarray(0, 3))).toEqual([0, 1, 2]);
  expect(values[3071]).toBe(255);
  expect(values[3072]).toBe(3);
  expect(values[3073]).toBe(7);
  expect(values[2 * 3073 - 1]).toBe(9);
});

test('a class above 9 is refused', async () => {
  const bytes = batch();
  bytes[3073] = 10;
  await expect(parseDataset(bytes, 'a.bin', 'x')).rejects.toThrow(/record 2 has the class 10/);
  await expect(parseDataset(bytes, 'a.bin', 'x')).rejects.toBeInstanceOf(BadInput);
});

test('other sizes and other names are not CIFAR-10', async () => {
  await expect(parseDataset(batch().slice(1), 'a.bin', 'x')).rejects.toBeInstanceOf(BadInput);
  await expect(parseDataset(batch(), 'a.csv', 'x')).rejects.toBeInstanceOf(BadInput);
});
