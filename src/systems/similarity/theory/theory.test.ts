import { describe, expect, it } from 'vitest';
import { OutOfRange } from '../../../numeric/errors.ts';
import { medianOfSquares } from './gaussian-kernel.ts';
import { independentProcrustes, meanSquaredCorrelation } from './subspaces.ts';

describe('the median of a sum of squares', () => {
  it.each([
    // χ² of so many degrees of freedom, from tables.
    [1, 0.4549364231],
    [2, 2 * Math.LN2],
    [10, 9.3418177656],
    [1000, 999.3334122],
  ])('of %i normal numbers', (count, median) => {
    expect(medianOfSquares(new Float64Array(count).fill(1)) / median).toBeCloseTo(1, 4);
  });

  it('of one large and many small ones, where they are hardly random', () => {
    const weights = Float64Array.from({ length: 501 }, (_, j) => (j === 0 ? 1 : 0.001));
    expect(medianOfSquares(weights)).toBeCloseTo(0.5 + 0.455, 2);
  });
});

describe('canonical correlations', () => {
  it('of one component each are those of a sample: E r² = 1 − (1 − ρ²)(m − 1)/m · F(1, 1; (m + 2)/2; ρ²)', () => {
    const exact = (m: number, rho2: number) => {
      let [sum, term] = [0, 1];
      for (let k = 0; k < 200; k++) {
        sum += term;
        term *= ((k + 1) * rho2) / ((m + 2) / 2 + k);
      }
      return 1 - (((1 - rho2) * (m - 1)) / m) * sum;
    };
    for (const samples of [100, 200]) {
      const one = { samples, dimensions: [1, 1] as const, shared: 1, correlation: 0.7 };
      expect(Math.abs(meanSquaredCorrelation(one) / exact(samples - 1, 0.49) - 1)).toBeLessThan(2 / samples);
    }
  });

  it('that are 1 leave the others to chance', () => {
    const value = meanSquaredCorrelation({ samples: 101, dimensions: [20, 30], shared: 5, correlation: 1 });
    expect(value).toBeCloseTo((5 + (15 * 25) / 95) / 20, 12);
    const less = meanSquaredCorrelation({ samples: 101, dimensions: [20, 30], shared: 5, correlation: 1 - 1e-9 });
    expect(less).toBeCloseTo(value, 6);
  });

  it('are the same with either representation first, and those of simulated pairs', () => {
    const [samples, shared, correlation] = [60, 8, 0.7];
    const value = meanSquaredCorrelation({ samples, dimensions: [10, 20], shared, correlation });
    expect(meanSquaredCorrelation({ samples, dimensions: [20, 10], shared, correlation })).toBeCloseTo(value, 12);
    // 1500 pairs had 0.5671 ± 0.0006; what is left is of order 1/m.
    expect(Math.abs(value - 0.5671)).toBeLessThan(0.004);
  });

  it('are refused where any two spaces meet', () => {
    expect(() => meanSquaredCorrelation({ samples: 50, dimensions: [20, 30], shared: 0, correlation: 0 })).toThrow(
      OutOfRange,
    );
  });
});

it('rotations of independent representations agree the same with either spectrum first', () => {
  const [x, y] = [20, 30].map((count) => Float64Array.from({ length: count }, (_, j) => 1 / (j + 1)));
  expect(independentProcrustes(x, y, 100)).toBeCloseTo(independentProcrustes(y, x, 100), 12);
  // As 300 pairs of 30 and 50 components at n = 100 had it: 0.3891 ± 0.0008.
  const [p, q] = [30, 50].map((count) => Float64Array.from({ length: count }, (_, j) => 1 / (j + 1)));
  expect(Math.abs(independentProcrustes(p, q, 100) - 0.3891)).toBeLessThan(0.004);
});
