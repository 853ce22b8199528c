import { describe, expect, it } from 'vitest';
import { count, eachOnce, percent, percentWithError, plain, plainLeast, plainMost, withError } from './sentences.ts';

describe('numbers for people', () => {
  it.each([
    [1.8234, 0.41, '1.8 ± 0.4'],
    [1.0412, 0.0983, '1.04 ± 0.10'],
    [-1.0412, 0.102, '−1.04 ± 0.10'],
    [12.3, 0.147, '12.30 ± 0.15'],
    [1234, 56, '1230 ± 60'],
    [-0.0001, 0.3, '0.0 ± 0.3'],
    [5.123, 0, '5.1'],
    [5.123, Infinity, '5.1'],
    [Infinity, 1, '∞'],
    [0.514, 3e-14, '0.514'],
    [1.44347e-6, 3.4e-7, '1.4×10⁻⁶ ± 3×10⁻⁷'],
    [3.07413e-9, 1.6e-10, '3.07×10⁻⁹ ± 1.6×10⁻¹⁰'],
    [12345678, 1234, '1.23457×10⁷ ± 1200'],
  ])('%f and its error %f', (value, error, text) => expect(withError(value, error)).toBe(text));

  it('per cent', () => {
    expect(percent(0.05)).toBe('5 %');
    expect(percent(0.0025)).toBe('0.25 %');
    expect(percentWithError(0.018, 0.004)).toBe('1.8 ± 0.4 %');
  });

  it('plain numbers and counts', () => {
    expect(plain(-0, 3)).toBe('0');
    // One notation, whatever the size: never 1e−9 beside 0.00001.
    expect([1e-9, -2.5e-5, 1e-5, 0.001, 12_345, 1e5].map((value) => plain(value, 2))).toEqual([
      '10⁻⁹',
      '−2.5×10⁻⁵',
      '10⁻⁵',
      '0.001',
      '12000',
      '10⁵',
    ]);
    expect(plain(-Infinity, 2)).toBe('−∞');
    expect([count(1, 'point'), count(30, 'point')]).toEqual(['1 point', '30 points']);
  });

  it('what is at most or at least allowed, never rounded past it', () => {
    expect([0.0316227, 2 / 3, 12_345, 1e5 / 3].map((value) => plainMost(value, 2))).toEqual([
      '0.031',
      '0.66',
      '12000',
      '33000',
    ]);
    expect([0.0316227, 304 / 300, 12_345].map((value) => plainLeast(value, 3))).toEqual(['0.0317', '1.02', '12400']);
    // A tenth is a tenth, whichever way.
    expect([plainMost(Math.sqrt(0.01), 2), plainLeast(0.1 + 1e-17, 2), plainMost(0.25, 3)]).toEqual([
      '0.1',
      '0.1',
      '0.25',
    ]);
    expect([plainMost(2.58e-7, 2), plainLeast(2.52e-7, 2)]).toEqual(['2.5×10⁻⁷', '2.6×10⁻⁷']);
  });

  it('what differs in numbers alone is said once', () => {
    const pivots = [3, 17, 3].map((row) => `not positive definite: pivot ${row} is not positive`);
    expect(eachOnce([...pivots, 'it diverges', 'it diverges'])).toEqual([
      'not positive definite: pivot 3 is not positive (and 1 alike)',
      'it diverges',
    ]);
    expect(eachOnce(['t is 1e-7', 't is 2.5e+3', 't is −4', 'P is 4'])).toEqual(['t is 1e-7 (and 2 alike)', 'P is 4']);
    expect(eachOnce([])).toEqual([]);
  });
});
