import { expect, it } from 'vitest';
import { divergenceOfRatio } from './modes.ts';

it('the divergence of nearly equal variances is that of others, written as a series', () => {
  // The difference itself has eleven digits here.
  for (const u of [-9.5e-4, -5e-4, 5e-4, 9.5e-4])
    expect(Math.abs(divergenceOfRatio(1 + u) / (0.5 * (u - Math.log1p(u))) - 1)).toBeLessThan(2e-11);
  expect(divergenceOfRatio(1)).toBe(0);
  expect(divergenceOfRatio(2)).toBeCloseTo(0.5 * (1 - Math.LN2), 14);
});
