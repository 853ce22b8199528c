import { describe, expect, it } from 'vitest';
import { digamma, trigamma } from './digamma.ts';

const GAMMA = 0.5772156649015329;

describe('digamma and trigamma', () => {
  it('have their known values', () => {
    expect(digamma(1)).toBeCloseTo(-GAMMA, 14);
    expect(digamma(0.5)).toBeCloseTo(-GAMMA - 2 * Math.LN2, 14);
    expect(digamma(30) - digamma(29)).toBeCloseTo(1 / 29, 14);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 14);
    expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 13);
    expect(trigamma(30) - trigamma(29)).toBeCloseTo(-1 / 29 ** 2, 14);
  });

  it('are a function and its slope, across the switch to the series', () => {
    for (const x of [0.3, 3, 11.9995, 12.0005, 400])
      expect((digamma(x + 1e-4) - digamma(x - 1e-4)) / 2e-4 / trigamma(x)).toBeCloseTo(1, 6);
  });

  it('are refused at poles and beyond', () => {
    for (const x of [0, -1, Number.NaN, Infinity]) expect(() => digamma(x)).toThrow('positive');
  });
});
