import { describe, expect, it } from 'vitest';
import { bootstrap } from './bootstrap.ts';
import { Draw } from './draw.testing.ts';
import { summarize } from './moments.ts';

const generator = (seed: number) => new Draw(seed).uniform;

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('bootstrap', () => {
  it('finds the standard error and the interval of a mean of many values', () => {
    const uniform = generator(1);
    const values = Array.from({ length: 200 }, () => uniform());
    const { standardError } = summarize(values);
    for (const method of ['percentile', 'bca'] as const) {
      const result = bootstrap(values, mean, uniform, { method, resamples: 4000 });
      // 4000 resamples give the error to 1/√8000, about 1.1 %: five of those
      expect(Math.abs(result.standardError / (standardError * Math.sqrt(199 / 200)) - 1)).toBeLessThan(0.056);
      expect(Math.abs((result.high - result.low) / (2 * 1.96 * standardError) - 1)).toBeLessThan(0.1);
      expect(result.estimate).toBe(mean(values));
    }
  });

  it('BCa covers the mean of skewed values more evenly than the percentiles', () => {
    const uniform = generator(2);
    const missed = { bca: 0, percentile: 0 };
    for (let r = 0; r < 400; r++) {
      const values = Array.from({ length: 20 }, () => -Math.log(1 - uniform()));
      for (const method of ['bca', 'percentile'] as const) {
        const { high } = bootstrap(values, mean, uniform, { method, level: 0.9, resamples: 400 });
        if (high < 1) missed[method] += 1;
      }
    }
    // The upper end should miss 5 %: 20 of 400. Both fall short at n = 20, the percentiles by more.
    expect(missed.bca).toBeLessThan(missed.percentile);
    expect(missed.bca / 400).toBeLessThan(0.13);
  });

  it('is the same for the same generator, and resamples pairs', () => {
    const pairs = Array.from({ length: 12 }, (_, i) => [i, 2 * i + (i % 3)] as const);
    const slope = (sample: (readonly [number, number])[]) => {
      const [mx, my] = [mean(sample.map(([x]) => x)), mean(sample.map(([, y]) => y))];
      const [xy, xx] = [sample.map(([x, y]) => (x - mx) * (y - my)), sample.map(([x]) => (x - mx) ** 2)];
      return mean(xy) / mean(xx);
    };
    const first = bootstrap(pairs, slope, generator(3));
    expect(bootstrap(pairs, slope, generator(3))).toEqual(first);
    expect(first.low).toBeLessThan(2);
    expect(first.high).toBeGreaterThan(1.99);
  });

  it('gives a point for equal values, and refuses one value or a statistic that fails', () => {
    expect(bootstrap([2, 2, 2], mean, generator(4))).toEqual({ estimate: 2, low: 2, high: 2, standardError: 0 });
    expect(() => bootstrap([1], mean, generator(5))).toThrow('number of items');
    expect(() => bootstrap([1, 2], () => Number.NaN, generator(6))).toThrow('statistic');
  });
});
