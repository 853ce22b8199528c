import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DormandPrince, dormandPrinceOrder, integrateOde, type Slopes } from './ode.ts';

/** Equations with closed solutions. */
const problems: { name: string; slopes: Slopes; start: number[]; exact: (t: number) => number[] }[] = [
  {
    name: 'decay',
    slopes: (_, y, out) => {
      out[0] = -y[0];
    },
    start: [1],
    exact: (t) => [Math.exp(-t)],
  },
  {
    name: 'logistic',
    slopes: (_, y, out) => {
      out[0] = y[0] * (1 - y[0]);
    },
    start: [1e-3],
    exact: (t) => [1 / (1 + 999 * Math.exp(-t))],
  },
  {
    name: 'pendulum of small swing',
    slopes: (_, y, out) => {
      out[0] = y[1];
      out[1] = -y[0];
    },
    start: [1, 0],
    exact: (t) => [Math.cos(t), -Math.sin(t)],
  },
  {
    name: 'driven',
    slopes: (t, y, out) => {
      out[0] = 2 * t * y[0];
    },
    start: [1],
    exact: (t) => [Math.exp(t * t)],
  },
];

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.hypot(...Array.from(a, (value, i) => value - b[i])) / Math.hypot(...Array.from(b));

describe.each(problems)('$name', ({ slopes, start, exact }) => {
  it('has the order it declares', () => {
    const end = 1.5;
    const errors = [32, 64, 128].map((steps) => {
      const pair = new DormandPrince(slopes, start.length);
      let y = Float64Array.from(start);
      for (let i = 0; i < steps; i++) {
        const next = new Float64Array(y.length);
        pair.take((i * end) / steps, y, end / steps, next);
        y = next;
      }
      return distance(y, exact(end));
    });
    for (let i = 1; i < errors.length; i++)
      expect(Math.log2(errors[i - 1] / errors[i])).toBeGreaterThan(dormandPrinceOrder - 0.3);
  });

  it('keeps to its tolerance at every time asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 4, max: 11 }),
        (times, digits) => {
          times.sort((a, b) => a - b);
          const relative = 10 ** -digits;
          const solution = integrateOde(slopes, Float64Array.from(start), 0, times, { relative, absolute: relative });
          solution.forEach((y, i) => {
            expect(distance(y, exact(times[i]))).toBeLessThan(200 * relative);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

it('says where a solution ends', () => {
  const explode: Slopes = (_, y, out) => {
    out[0] = y[0] ** 2;
  };
  expect(() => integrateOde(explode, Float64Array.of(1), 0, [2])).toThrow(/too many steps beyond t = (1|0\.999999)/);
  expect(() => integrateOde(explode, Float64Array.of(1), 0, [0.5, 0.2])).toThrow('times ascend');
});

it('returns the start at the start', () => {
  expect(integrateOde(problems[0].slopes, Float64Array.of(3), 1, [1])).toEqual([Float64Array.of(3)]);
});
