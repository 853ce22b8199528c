import { expect, it } from 'vitest';
import type { RunResult } from '../run/conduct.ts';
import { budgetFor } from './run.ts';

it('advises a budget that is more than the one that was not enough, however little of it was used', () => {
  const advice = (budget: number, seconds: number, secondsToDecide: number) =>
    budgetFor({ budget, seconds, secondsToDecide } as RunResult);
  expect(advice(5, 3.6, 0.2)).toBe(7);
  expect(advice(60, 61, 100)).toBe(210);
});
