import { expect, it } from 'vitest';
import { bundledDigits } from './digits.ts';
import { openDataset } from './open.ts';

it('the digits in the program are those of the file', async () => {
  const [{ values, ...said }, { values: wanted, ...there }] = [bundledDigits(), await openDataset('digits')];
  expect(said).toEqual(there);
  expect(Buffer.from(values.buffer).equals(Buffer.from(wanted.buffer))).toBe(true);
});
