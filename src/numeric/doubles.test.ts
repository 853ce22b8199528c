import { expect, it } from 'vitest';
import { doubles } from './doubles.ts';

it('leaves doubles where they are, and makes everything else the one kind of array', () => {
  const own = Float64Array.of(1, 0.5);
  expect(doubles(own)).toBe(own);
  for (const other of [[1, 0.5], Float32Array.of(1, 0.5), { length: 2, 0: 1, 1: 0.5 }])
    expect(doubles(other)).toEqual(own);
});
