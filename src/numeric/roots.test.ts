import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NoConvergence, NoSolution, OutOfRange } from './errors.ts';
import { brent, newtonInLog, newtonPromise } from './roots.ts';

describe('newtonInLog', () => {
  const decades = fc.double({ min: -150, max: 150, noNaN: true });
  it('keeps its promise for powers, from anywhere in 300 decades', () => {
    fc.assert(
      fc.property(decades, decades, fc.double({ min: 0.2, max: 5, noNaN: true }), (root, start, power) => {
        const at = 10 ** root;
        const found = newtonInLog(
          (x, out) => {
            out.value = (x / at) ** power - 1;
            out.slope = power * (x / at) ** power;
          },
          1e-155,
          1e155,
          true,
          10 ** start,
        );
        expect(Math.abs(found / at - 1)).toBeLessThanOrEqual(newtonPromise * Math.max(1, Math.abs(root)));
      }),
    );
  });
  it('falls back on bisection where the slope misleads', () => {
    const found = newtonInLog(
      (x, out) => {
        out.value = x - 3;
        out.slope = -1e-3;
      },
      1e-3,
      1e3,
      true,
    );
    expect(Math.abs(found / 3 - 1)).toBeLessThanOrEqual(newtonPromise);
  });
  it('takes falling functions, and a root at an end of the bracket', () => {
    const falling = (root: number) => (x: number, out: { value: number; slope: number }) => {
      out.value = root - x;
      out.slope = -x;
    };
    expect(newtonInLog(falling(2), 1, 10, false)).toBeCloseTo(2, 13);
    expect(newtonInLog(falling(1), 1, 10, false)).toBeCloseTo(1, 13);
    expect(newtonInLog(falling(10), 1, 10, false)).toBeCloseTo(10, 12);
  });
  it('refuses brackets that are none and functions that are not numbers', () => {
    const nothing = () => {};
    expect(() => newtonInLog(nothing, 0, 1, true)).toThrow(OutOfRange);
    expect(() => newtonInLog(nothing, 2, 1, true)).toThrow(OutOfRange);
    const undefinedValue = (_: number, out: { value: number }) => {
      out.value = Number.NaN;
    };
    expect(() => newtonInLog(undefinedValue, 1, 2, true)).toThrow(NoConvergence);
  });
});

describe('brent', () => {
  it('ends on the sign change', () => {
    expect(brent(Math.cos, 1, 2)).toBeCloseTo(Math.PI / 2, 14);
    expect(brent((x) => x ** 9, -1, 2, 1e-12)).toBeCloseTo(0, 1);
    expect(brent((x) => x - 1, 1, 2)).toBe(1);
    fc.assert(
      fc.property(fc.double({ min: -0.99, max: 0.99, noNaN: true }), (root) => {
        expect(Math.abs(brent((x) => Math.atan(50 * (x - root)), -1, 1) - root)).toBeLessThanOrEqual(1e-14);
      }),
    );
  });
  it('refuses ends of one sign', () => {
    expect(() => brent((x) => x * x + 1, -1, 1)).toThrow(NoSolution);
  });
});
