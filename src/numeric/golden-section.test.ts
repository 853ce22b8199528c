import { expect, it } from 'vitest';
import { leastOnRange } from './golden-section.ts';

it('finds the deepest of several minima, inside and at an end', () => {
  const { at, value } = leastOnRange((x) => Math.cos(3 * x) + 0.1 * x, [-5, 5]);
  expect(value).toBeCloseTo(Math.cos(3 * at) + 0.1 * at, 12);
  // −3 sin 3x + 0.1 = 0 in the trough at x ≈ −π.
  expect(at).toBeCloseTo((-3 * Math.PI - 0.033339507 + 0) / 3, 5);
  expect(leastOnRange((x) => x, [2, 3]).at).toBeCloseTo(2, 8);
});
