import { describe, expect, it } from 'vitest';
import { crossing, firstCrossing, optimum, powerExponent, scaleLength } from './curve-fits.ts';

const at = (...values: number[]) => Float64Array.from(values);
const grid = (n: number, f: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => f(i));
const decades = grid(21, (i) => 10 ** (-1 + i / 10));
const lines = grid(21, (i) => i / 10);

/** The curve y(x) in other units of both. */
const rescaled = (x: Float64Array, y: Float64Array, a: number, b: number) =>
  [x.map((v) => a * v), y.map((v) => b * v)] as const;

describe('powerExponent', () => {
  const power = (p: number) => decades.map((x) => 3 * x ** p);

  it.each([-2, -0.5, 0, 1 / 3, 4])('keeps its promise on x^%f, in any units', (p) => {
    expect(powerExponent()(decades, power(p))).toBeCloseTo(p, 12);
    expect(powerExponent()(...rescaled(decades, power(p), 1e-7, 1e30))).toBeCloseTo(p, 11);
  });

  it('looks at its range alone, ends included', () => {
    const broken = decades.map((x) => (x <= 1 ? x : x ** 3));
    expect(powerExponent({ to: 1 })(decades, broken)).toBeCloseTo(1, 12);
    expect(powerExponent({ from: 1 })(decades, broken)).toBeCloseTo(3, 12);
    expect(powerExponent({ from: 2, to: 4 })(at(1, 2, 4, 8), at(-1, 2, 8, Number.NaN))).toBeCloseTo(2, 12);
  });

  it('leaves out x = 0, where a power says nothing', () => {
    expect(powerExponent()(at(0, 1, 2), at(7, 1, 4))).toBeCloseTo(2, 12);
  });

  it('is undefined without two points, or where a value has no logarithm', () => {
    expect(powerExponent()(at(), at())).toBeUndefined();
    expect(powerExponent()(at(1), at(1))).toBeUndefined();
    expect(powerExponent()(at(2, 2), at(1, 3))).toBeUndefined();
    for (const bad of [0, -1, Number.NaN, Infinity])
      expect(powerExponent()(at(1, 2, 3), at(1, bad, 3))).toBeUndefined();
    expect(() => powerExponent({ from: 3, to: 2 })).toThrow('range of an exponent');
  });
});

describe('scaleLength', () => {
  it('keeps its promise on exponentials that rise and fall, in any units', () => {
    for (const length of [-0.3, 5]) {
      const y = lines.map((x) => 3 * Math.exp(x / length));
      expect(scaleLength()(lines, y)).toBeCloseTo(Math.abs(length), 12);
      expect(scaleLength()(...rescaled(lines, y, 100, 1e-20))).toBeCloseTo(100 * Math.abs(length), 9);
    }
  });

  it('looks at its part alone', () => {
    const bent = lines.map((x) => (x < 1 ? -1 : Math.exp(-2 * x)));
    expect(scaleLength({ from: 0.5 })(lines, bent)).toBeCloseTo(0.5, 12);
    expect(scaleLength()(lines, bent)).toBeUndefined();
  });

  it('is undefined without two points, and for what does not change', () => {
    expect(scaleLength()(at(), at())).toBeUndefined();
    expect(scaleLength()(at(1), at(2))).toBeUndefined();
    expect(scaleLength()(at(1, 2), at(2, 2))).toBeUndefined();
  });
});

describe('crossing', () => {
  it('is exact for curves that are straight in the scales named, in any units', () => {
    const line = lines.map((x) => 1 - x);
    expect(crossing(0.33)(lines, line)).toBeCloseTo(0.67, 14);
    const decay = lines.map((x) => Math.exp(-x));
    expect(crossing(0.5, { y: 'log' })(lines, decay)).toBeCloseTo(Math.LN2, 14);
    const power = decades.map((x) => x ** -2);
    expect(crossing(0.4, { x: 'log', y: 'log' })(decades, power)).toBeCloseTo(0.4 ** -0.5, 13);
    expect(crossing(4e8, { x: 'log', y: 'log' })(...rescaled(decades, power, 1e-6, 1e9))).toBeCloseTo(
      1e-6 * 0.4 ** -0.5,
      18,
    );
    const wave = decades.map((x) => Math.log(x) / Math.log(10));
    expect(crossing(0.55, { x: 'log' })(decades, wave)).toBeCloseTo(10 ** 0.55, 12);
  });

  it('takes a level that depends on the curve', () => {
    expect(
      crossing((y) => 0.5 * y[0]!)(
        lines,
        lines.map((x) => 8 - 4 * x),
      ),
    ).toBeCloseTo(1, 14);
  });

  it('finds the first in its direction, a point on the level included', () => {
    const y = at(0, 2, 0, 2);
    expect(crossing(1)(at(0, 1, 2, 3), y)).toBe(0.5);
    expect(crossing(1, { direction: 'down' })(at(0, 1, 2, 3), y)).toBe(1.5);
    expect(crossing(2)(at(0, 1, 2, 3), y)).toBe(1);
    expect(crossing(0)(at(0, 1, 2, 3), y)).toBe(2);
    expect(firstCrossing(at(4, 3, 2), 2)).toBe(2);
  });

  it('runs linearly where a logarithm does not exist', () => {
    expect(crossing(0.5, { x: 'log', y: 'log' })(at(0, 1), at(1, 0))).toBe(0.5);
    expect(crossing(-1, { y: 'log' })(at(0, 1), at(0, -2))).toBe(0.5);
  });

  it('is undefined where the curve never crosses, starts on the level, or is NaN before', () => {
    expect(crossing(3)(lines, lines)).toBeUndefined();
    expect(crossing(1, { direction: 'down' })(lines, lines)).toBeUndefined();
    expect(crossing(0)(lines, lines)).toBeUndefined();
    expect(crossing(1)(at(0, 1, 2), at(0, Number.NaN, 2))).toBeUndefined();
    expect(crossing(1)(at(0), at(0))).toBeUndefined();
    expect(crossing(1)(at(0, 1), at(0, Infinity))).toBe(0);
    expect(crossing(Number.NaN)(lines, lines)).toBeUndefined();
  });
});

describe('optimum', () => {
  it('is exact for a parabola, between the points of any grid and in any units', () => {
    const uneven = at(-3, -1, 0, 0.5, 2, 7);
    const bowl = uneven.map((x) => 5 + 2 * (x - 0.3) ** 2);
    expect(optimum('least')(uneven, bowl)).toBeCloseTo(0.3, 13);
    expect(
      optimum('most')(
        uneven,
        bowl.map((y) => -y),
      ),
    ).toBeCloseTo(0.3, 13);
    expect(optimum('least')(...rescaled(uneven, bowl, 1e-9, 1e12))).toBeCloseTo(0.3e-9, 22);
  });

  it('runs in ln x over more than a decade, and approaches the optimum of a smooth curve as the square of the spacing', () => {
    const valley = decades.map((x) => Math.log(x / 2) ** 2);
    expect(optimum('least')(decades, valley)).toBeCloseTo(2, 12);
    const off = [1, 2, 4].map((fine) => {
      const x = grid(20 * fine + 1, (i) => 10 ** (-1 + i / (10 * fine)));
      return Math.abs(
        optimum('least')(
          x,
          x.map((v) => 1 / v + v * v),
        )! -
          0.5 ** (1 / 3),
      );
    });
    expect(off[2]!).toBeLessThan(1e-3);
    expect(off[2]!).toBeLessThan(off[0]! / 4);
  });

  it('is undefined at an edge, on a constant and with a NaN', () => {
    expect(optimum('least')(lines, lines)).toBeUndefined();
    expect(optimum('most')(lines, lines)).toBeUndefined();
    expect(
      optimum('least')(
        lines,
        lines.map(() => 1),
      ),
    ).toBeUndefined();
    expect(optimum('least')(at(0, 1, 2), at(1, 0, Number.NaN))).toBeUndefined();
    expect(optimum('least')(at(1, 2), at(1, 0))).toBeUndefined();
    expect(optimum('least')(at(), at())).toBeUndefined();
  });

  it('lies between its neighbours when two points are equally low', () => {
    expect(optimum('least')(at(0, 1, 2, 3), at(1, 0, 0, 1))).toBe(1.5);
  });
});
