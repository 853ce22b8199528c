import { expect, it } from 'vitest';
import { budgetFor } from './trial-bench.ts';

it('advises a budget that is more than the one that was not enough, however little of it was used', () => {
  expect(budgetFor(5, 3.6, 0.2)).toBe(7);
  expect(budgetFor(60, 61, 100)).toBe(210);
});
