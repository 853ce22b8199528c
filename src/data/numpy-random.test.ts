import { describe, expect, it } from 'vitest';
import { numpyNormals } from './numpy-random.ts';

describe('NumPy standard normals', () => {
  // numpy.random.default_rng(seed).standard_normal(200000) of NumPy 2.4.6: the first four, their
  // sum, their largest size.
  it.each([
    [
      0,
      [0.1257302210933933, -0.1321048632913019, 0.6404226504432821, 0.10490011715303971],
      26.135110527473202,
      4.731957688635529,
    ],
    [
      21,
      [0.35877340800391416, 1.5106773081434572, -1.7863312373111822, 1.686613508665752],
      31.93596523555098,
      4.470083368801407,
    ],
    [
      4294967295,
      [-0.027271763074256376, 0.2153539268318988, -0.6669252679186933, -1.165040684753369],
      88.51237574364833,
      4.39082826575672,
    ],
  ])('of seed %i', (seed, first, sum, largest) => {
    const next = numpyNormals(seed);
    const drawn = Array.from({ length: 200_000 }, next);
    first.forEach((value, i) => {
      expect(drawn[i]).toBeCloseTo(value, 13);
    });
    expect(drawn.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 8);
    expect(drawn.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeCloseTo(largest, 12);
  });

  it('takes whole seeds of 32 bits alone', () => {
    expect(() => numpyNormals(-1)).toThrow(/seed is -1/);
    expect(() => numpyNormals(0.5)).toThrow(/seed is 0.5/);
  });
});
