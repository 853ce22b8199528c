import { expect, test } from 'vitest';
import { parseDataset } from '../data/parse.ts';
import { BadInput } from '../numeric/errors.ts';
import { Heap } from '../numeric/heap.ts';
import { classificationSamples } from './samples.ts';

const read = (text: string) => parseDataset(Uint8Array.from(new TextEncoder().encode(text)), 'a.csv', 'test');

test('inputs are scaled, classes one-hot, rows chosen', async () => {
  const heap = new Heap();
  const { inputs, targets } = classificationSamples(heap, await read('1,2,0\n3,4,2\n5,6,1\n'), [2, 0], { divisor: 2 });
  expect(Array.from(inputs.values)).toEqual([2.5, 3, 0.5, 1]);
  expect([targets.rows, targets.columns]).toEqual([2, 3]);
  expect(Array.from(targets.values)).toEqual([0, 1, 0, 1, 0, 0]);
});

test.each([
  ['a class that is not whole', '1,2,0\n3,4,0.5\n', /row 2 has 0\.5/],
  ['a negative class', '1,2,-1\n', /row 1 has -1/],
  ['no inputs', '1\n2\n', /has one column/],
])('refuses %s', async (_, text, message) => {
  const data = await read(text);
  expect(() => classificationSamples(new Heap(), data, [0])).toThrow(message);
  expect(() => classificationSamples(new Heap(), data, [0])).toThrow(BadInput);
});
