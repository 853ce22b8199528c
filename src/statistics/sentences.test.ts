import { describe, expect, it } from 'vitest';
import { count, percent, percentWithError, plain, withError } from './sentences.ts';

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
    [1.44347e-6, 3.4e-7, '1.4e−6 ± 3e−7'],
    [3.07413e-9, 1.6e-10, '3.07e−9 ± 1.6e−10'],
    [12345678, 1234, '12345700 ± 1200'],
  ])('%f and its error %f', (value, error, text) => expect(withError(value, error)).toBe(text));

  it('per cent', () => {
    expect(percent(0.05)).toBe('5 %');
    expect(percent(0.0025)).toBe('0.25 %');
    expect(percentWithError(0.018, 0.004)).toBe('1.8 ± 0.4 %');
  });

  it('plain numbers and counts', () => {
    expect(plain(-0, 3)).toBe('0');
    expect(plain(1e-9, 2)).toBe('1e−9');
    expect(plain(0.00001234, 2)).toBe('1.2e−5');
    expect(plain(-Infinity, 2)).toBe('−∞');
    expect([count(1, 'point'), count(30, 'point')]).toEqual(['1 point', '30 points']);
  });
});
