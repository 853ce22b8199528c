import { describe, expect, it } from 'vitest';
import { betweenPoints } from './between-points.ts';

const grid = Array.from({ length: 12 }, (_, i) => 2 ** i);

describe('a value between points', () => {
  it('is that of the curve at a point, without an error', () => {
    expect(betweenPoints(grid, grid.map(Math.sqrt), 64)).toEqual({ value: 8, error: 0 });
  });

  it('is exact for powers in logarithms, and for cubics', () => {
    const power = betweenPoints(
      grid,
      grid.map((x) => 3 * x ** -0.7),
      50,
      { x: 'log', y: 'log' },
    )!;
    expect(power.value).toBeCloseTo(3 * 50 ** -0.7, 12);
    expect(power.error).toBeLessThan(1e-12);
    const x = [0, 1, 2, 3, 4];
    expect(
      betweenPoints(
        x,
        x.map((one) => one ** 3 - one),
        1.5,
      )!.value,
    ).toBeCloseTo(1.875, 12);
  });

  it.each([0.7, 1.3, 2.6, 5.9, 9.2])('is off by less than its error at %f', (at) => {
    const x = Array.from({ length: 21 }, (_, i) => i / 2);
    const { value, error } = betweenPoints(
      x,
      x.map((one) => Math.exp(-one) + 0.1),
      at,
    )!;
    const off = Math.abs(value - (Math.exp(-at) + 0.1));
    expect(off).toBeGreaterThan(0);
    expect(off).toBeLessThan(error);
  });

  it('is none outside, and beside what is no number', () => {
    expect(betweenPoints(grid, grid, 0.5)).toBeUndefined();
    expect(betweenPoints(grid, grid, 4000)).toBeUndefined();
    expect(betweenPoints([1, 2, 3], [1, Number.NaN, 3], 1.5)).toBeUndefined();
    expect(betweenPoints([1], [1], 2)).toBeUndefined();
  });
});
