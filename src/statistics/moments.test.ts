import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, merge, noMoments, summarize, summarizeMedian, summaryOf } from './moments.ts';

const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('summarize', () => {
  it('gives mean, standard error, count and the adjusted skewness', () => {
    const { mean, standardError, trials, skewness } = summarize([1, 2, 4, 9]);
    expect(mean).toBe(4);
    // variance 38/3, over 4 trials
    expect(standardError).toBeCloseTo(Math.sqrt(38 / 12), 14);
    expect(trials).toBe(4);
    // scipy.stats.skew([1, 2, 4, 9], bias=False)
    expect(skewness).toBeCloseTo(1.3309377322476705, 12);
  });

  it('gives exactly 0 for equal values, whatever they are', () => {
    for (const value of [0.1, 1 / 3, 1e300, -7e-300]) {
      expect(summarize([value, value, value, value, value, value, value])).toEqual({
        mean: value,
        standardError: 0,
        trials: 7,
      });
    }
  });

  it('keeps its digits far from zero', () => {
    const { mean, standardError } = summarize([4, 7, 13, 16].map((x) => x + 1e9));
    expect(mean).toBe(1e9 + 10);
    expect(standardError).toBeCloseTo(Math.sqrt(30 / 4), 12);
  });

  it('knows errors of values whose squares are no numbers', () => {
    const usual = summarize([1, 2, 4, 9]);
    for (const unit of [2 ** 1000, 2 ** -1000]) {
      const { mean, standardError, skewness } = summarize([1, 2, 4, 9].map((value) => value * unit));
      expect(mean / unit).toBe(usual.mean);
      expect(standardError / unit).toBe(usual.standardError);
      expect(skewness).toBe(usual.skewness);
    }
  });

  it('does not know the error of one trial', () => {
    expect(summarize([3])).toEqual({ mean: 3, standardError: Infinity, trials: 1 });
  });

  it('refuses no values and what is not finite', () => {
    expect(() => summarize([])).toThrow('number of trials');
    expect(() => summarize([1, Number.NaN])).toThrow('value 1 of the trials is NaN');
  });

  it('is what adding one by one and merging in any grouping give', () => {
    fc.assert(
      fc.property(values, values, (left, right) => {
        const whole = summarize([...left, ...right]);
        const total = (list: number[]) => list.reduce(add, noMoments());
        for (const moments of [total([...left, ...right]), merge(total(left), total(right))]) {
          const { mean, standardError, trials } = summaryOf(moments);
          expect(trials).toBe(whole.trials);
          expect(Math.abs(mean - whole.mean)).toBeLessThan(1e-9);
          expect(Math.abs(standardError - whole.standardError)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it('merges the third moment', () => {
    const left = [1, 2, 4].reduce(add, noMoments());
    const right = [9, 1, 0, 3].reduce(add, noMoments());
    expect(summaryOf(merge(left, right)).skewness).toBeCloseTo(summarize([1, 2, 4, 9, 1, 0, 3]).skewness!, 12);
    expect(merge(noMoments(), left)).toEqual(left);
  });
});

describe('summarizeMedian', () => {
  it('finds the interval of order statistics', () => {
    // n = 10: [x_(2), x_(9)] covers with probability 1 − 2·11/1024, [x_(4), x_(7)] with 1 −
    // 2·176/1024
    const list = [10, 3, 8, 1, 6, 5, 4, 7, 2, 9];
    expect(summarizeMedian(list, 0.95)).toEqual({
      median: 5.5,
      low: 2,
      high: 9,
      coverage: expect.closeTo(1 - 22 / 1024, 12),
      trials: 10,
    });
    const { low, high, coverage } = summarizeMedian(list, 0.65);
    expect([low, high]).toEqual([4, 7]);
    expect(coverage).toBeCloseTo(1 - 352 / 1024, 12);
  });

  it('says what it covers when the trials are too few', () => {
    expect(summarizeMedian([2, 1, 3], 0.95)).toEqual({
      median: 2,
      low: 1,
      high: 3,
      coverage: expect.closeTo(0.75, 12),
      trials: 3,
    });
    expect(summarizeMedian([5]).coverage).toBe(0);
  });

  it('works where no mean exists, and with thousands of trials', () => {
    const list = Array.from({ length: 5001 }, (_, i) => Math.tan(Math.PI * ((i + 1) / 5002 - 0.5)));
    const { median, low, high, coverage } = summarizeMedian(list, 0.95);
    expect(median).toBeCloseTo(0, 12);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    expect(coverage).toBeGreaterThanOrEqual(0.95);
    expect(coverage).toBeLessThan(0.953);
  });
});
