import { describe, expect, it } from 'vitest';
import { arccos, arcsin } from './arc.ts';

describe('inverse trigonometric functions', () => {
  const points = Array.from({ length: 4001 }, (_, i) => -1 + i / 2000).concat([
    1 - 1e-9,
    -1 + 1e-12,
    1e-300,
    0.5,
    -0.5,
  ]);

  it('agree with the platform to two units in the last place', () => {
    for (const x of points) {
      expect(Math.abs(arccos(x) - Math.acos(x)), `arccos ${x}`).toBeLessThanOrEqual(4 * 2 ** -53 * Math.PI);
      expect(Math.abs(arcsin(x) - Math.asin(x)), `arcsin ${x}`).toBeLessThanOrEqual(2 ** -51 * Math.abs(Math.asin(x)));
    }
  });

  it('keep relative accuracy where the angle is small', () => {
    for (const x of [1 - 1e-3, 1 - 1e-9, 1 - 2 ** -52]) expect(arccos(x) / Math.acos(x) - 1).toBeCloseTo(0, 15);
    expect(arccos(1)).toBe(0);
    expect(arccos(-1)).toBe(Math.PI);
    expect(arccos(1.0001)).toBeNaN();
    expect(arcsin(-1.0001)).toBeNaN();
  });
});
