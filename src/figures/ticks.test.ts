import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { print, ticks } from './ticks.ts';

const labels = (...args: Parameters<typeof ticks>) => ticks(...args).major.map((tick) => tick.label);

describe('ticks', () => {
  it.each([
    ['log', 15, 2600, ['100', '1000']],
    ['log', 0.009, 11, ['0.01', '0.1', '1', '10']],
    ['log', 1e-6, 1e-2, ['10⁻⁶', '10⁻⁵', '10⁻⁴', '10⁻³', '10⁻²']],
    ['log', 1e-9, 1.5, ['10⁻⁸', '10⁻⁶', '10⁻⁴', '10⁻²', '10⁰']],
    ['log', 0.15, 0.9, ['0.2', '0.3', '0.5', '0.7']],
    ['log', 0.98, 1.03, ['0.98', '0.99', '1.00', '1.01', '1.02', '1.03']],
    ['linear', -0.02, 1.02, ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']],
    ['linear', -3, 3, ['−3', '−2', '−1', '0', '1', '2', '3']],
    ['linear', 0, 2e6, ['0', '5×10⁵', '10⁶', '1.5×10⁶', '2×10⁶']],
  ] as const)('%s from %d to %d', (scale, low, high, expected) => {
    expect(labels(scale, low, high, 5)).toEqual(expected);
  });

  it('lie inside, rise, and carry a label each', () => {
    const range = fc.tuple(fc.double({ min: -6, max: 6, noNaN: true }), fc.double({ min: 0.05, max: 40, noNaN: true }));
    fc.assert(
      fc.property(range, fc.constantFrom('log' as const, 'linear' as const), ([from, span], scale) => {
        const [low, high] = scale === 'log' ? [10 ** from, 10 ** (from + span)] : [from, from + span];
        const { major, minor } = ticks(scale, low, high, 5);
        expect(major.length).toBeGreaterThanOrEqual(2);
        expect(major.length).toBeLessThanOrEqual(9);
        expect(new Set(major.map((tick) => tick.label)).size).toBe(major.length);
        const slack = 1e-6 * (high - low);
        for (const value of [...major.map((tick) => tick.value), ...minor]) {
          expect(value).toBeGreaterThanOrEqual(low - slack);
          expect(value).toBeLessThanOrEqual(high + slack);
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe('of what can be counted', () => {
  it.each([
    ['linear', 0.9, 3.1, 8, ['1', '2', '3']],
    ['linear', 0.9, 2.1, 5, ['1', '2']],
    ['linear', 0.8, 1.2, 5, ['1']],
    ['linear', 0.5, 4.5, 2, ['2', '4']],
    ['linear', -0.4, 24.4, 5, ['0', '5', '10', '15', '20']],
    ['log', 0.95, 2.2, 4, ['1', '2']],
    ['log', 8, 1100, 5, ['10', '100', '1000']],
  ] as const)('there is no tick at a half: %s from %d to %d', (scale, low, high, count, expected) => {
    const { major, minor } = ticks(scale, low, high, count, true);
    expect(major.map(({ label }) => label)).toEqual(expected);
    expect(minor.every(Number.isInteger)).toBe(true);
  });
});

it.each([
  ['linear', 0.21, 0.39],
  ['linear', 0.9, 1.3],
  ['linear', -0.05, 0.13],
  ['log', 8, 1500],
] as const)('%s from %d to %d two ticks at least are left, however few there is room for', (scale, low, high) => {
  for (const count of [1, 2, 3]) expect(labels(scale, low, high, count).length).toBeGreaterThanOrEqual(2);
});

describe('narrow ranges', () => {
  it('come to an end where a step is below what numbers tell apart', () => {
    expect(labels('linear', 450486858081900.56, 450486858081901.56, 5).length).toBeLessThan(10);
    expect(labels('linear', 1, 1 + Number.EPSILON, 5).length).toBeLessThan(10);
  });

  it.each([
    ['linear', 1, 1 + 2e-8],
    ['linear', 123456, 123457],
    ['linear', 1e12, 1e12 + 5000],
    ['linear', -1e-7, -0.99999e-7],
    ['log', 5e-9, 5.00001e-9],
  ] as const)('%s from %d to %d has labels that differ', (scale, low, high) => {
    const found = labels(scale, low, high, 5);
    expect(found.length).toBeGreaterThanOrEqual(2);
    expect(new Set(found).size).toBe(found.length);
  });
});

describe('print', () => {
  it.each([
    [0, '0'],
    [-0.25, '−0.25'],
    [99999, '99999'],
    [1e5, '10⁵'],
    [-2e-5, '−2×10⁻⁵'],
    [0.1 + 0.2, '0.3'],
  ])('%d', (value, text) => expect(print(value)).toBe(text));
});
