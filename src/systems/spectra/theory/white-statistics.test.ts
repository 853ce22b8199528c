import { expect, it } from 'vitest';
import { whiteStatistics } from './white-statistics.ts';

it('shifts the largest eigenvalue in proportion to the kurtosis, and not where that is infinite', () => {
  const shift = (kurtosis: number) => {
    const { tracyWidomMean, tracyWidomMeanLeading } = whiteStatistics(200, 100, kurtosis);
    return tracyWidomMean - tracyWidomMeanLeading;
  };
  expect(shift(-2)).toBeLessThan(0);
  expect(shift(3)).toBeCloseTo(-1.5 * shift(-2), 12);
  expect(shift(Number.POSITIVE_INFINITY)).toBe(0);
});
