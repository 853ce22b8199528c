import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutOfRange } from '../../../numeric/errors.ts';
import { type Crossover, crossover, linearisedCrossover, localExponent } from './crossover.ts';
import { lazyMovement } from './lazy-movement.ts';

/** Gradient flow on the weights u, v themselves, by the classical Runge–Kutta method. */
function simulate({ alpha, n, y }: Crossover, time: number) {
  const start = [Math.sqrt(n), 0, 0, Math.sqrt(n)];
  const flow = ([u1, u2, v1, v2]: number[]) => {
    const pull = y / alpha - (u1 * v1 + u2 * v2);
    return [pull * v1, pull * v2, pull * u1, pull * u2];
  };
  const along = (w: number[], step: number, d: number[]) => w.map((value, i) => value + step * d[i]);
  const steps = 4000;
  const h = time / steps;
  let w = start;
  for (let k = 0; k < steps; k++) {
    const a = flow(w);
    const b = flow(along(w, h / 2, a));
    const c = flow(along(w, h / 2, b));
    const d = flow(along(w, h, c));
    w = w.map((value, i) => value + (h / 6) * (a[i] + 2 * b[i] + 2 * c[i] + d[i]));
  }
  const square = (x: number[]) => x.reduce((sum, value) => sum + value * value, 0);
  return {
    f: alpha * (w[0] * w[2] + w[1] * w[3]),
    movement: Math.sqrt(square(w.map((value, i) => value - start[i])) / square(start)),
    kernelMovement: square(w) / square(start) - 1,
  };
}

describe('the solvable crossover', () => {
  it.each([
    [{ alpha: 0.05, n: 1, y: 1 }, 0.12],
    [{ alpha: 0.5, n: 2, y: -3 }, 0.2],
    [{ alpha: 1, n: 0.7, y: 1.3 }, 0.9],
    [{ alpha: 8, n: 1.4, y: -0.6 }, 0.5],
  ])('is what gradient flow of the weights does: %o at t = %d', (setting, time) => {
    const [theory, measured] = [crossover(setting, time), simulate(setting, time)];
    expect(theory.f).toBeCloseTo(measured.f, 8);
    expect(theory.residual).toBeCloseTo(1 - measured.f / setting.y, 8);
    expect(theory.movement).toBeCloseTo(measured.movement, 8);
    expect(theory.kernelMovement).toBeCloseTo(measured.kernelMovement, 8);
  });

  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const log = (min: number, max: number) => number(Math.log10(min), Math.log10(max)).map((exponent) => 10 ** exponent);

  it('keeps its digits from α = 1e-6 to 1e6, and the residual is what f leaves', () => {
    fc.assert(
      fc.property(log(1e-6, 1e6), log(0.1, 10), number(0, 3), (alpha, n, time) => {
        const { f, residual, movement, kernelMovement } = crossover({ alpha, n, y: 1 }, time);
        expect(f + residual).toBeCloseTo(1, 12);
        expect(residual).toBeGreaterThanOrEqual(0);
        expect(movement).toBeGreaterThanOrEqual(0);
        expect(kernelMovement).toBeGreaterThanOrEqual(0);
        // The end of the movement, in the sheet's form.
        const { movement: end } = crossover({ alpha, n, y: 1 }, Infinity);
        const G = Math.asinh(1 / (alpha * n)) / 2;
        expect(end / Math.sqrt((Math.expm1(G) ** 2 + Math.expm1(-G) ** 2) / 2)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('is odd in the label, and depends on y/(αn) and nt alone', () => {
    fc.assert(
      fc.property(log(0.01, 100), log(0.1, 10), number(0, 2), (alpha, n, time) => {
        const at = crossover({ alpha, n, y: 1 }, time);
        expect(crossover({ alpha, n, y: -1 }, time).f).toBe(-at.f);
        const scaled = crossover({ alpha: 3 * alpha, n, y: 3 }, time);
        expect(scaled.f / 3).toBeCloseTo(at.f, 12);
        expect(scaled.movement).toBeCloseTo(at.movement, 12);
        expect(crossover({ alpha, n: 2 * n, y: 2 }, time / 2).f / 2).toBeCloseTo(at.f, 12);
      }),
    );
  });

  it('never learns more slowly than its linearisation, nor moves further than it', () => {
    fc.assert(
      fc.property(log(0.01, 100), number(0.01, 3), (alpha, time) => {
        const setting = { alpha, n: 1, y: 1 };
        expect(crossover(setting, time).f).toBeGreaterThan(linearisedCrossover(setting, time).f * (1 - 1e-12));
        expect(crossover(setting, Infinity).movement).toBeLessThanOrEqual(1 / (2 * alpha));
      }),
    );
  });

  it('refuses what has no answer', () => {
    expect(() => crossover({ alpha: 0, n: 1, y: 1 }, 1)).toThrow(OutOfRange);
    expect(() => crossover({ alpha: 1, n: -1, y: 1 }, 1)).toThrow(OutOfRange);
    expect(() => crossover({ alpha: 1, n: 1, y: Number.NaN }, 1)).toThrow(OutOfRange);
    expect(() => linearisedCrossover({ alpha: 1, n: 1, y: 1 }, -1)).toThrow(OutOfRange);
    expect(() => lazyMovement({ alpha: 1, samples: 1, width: 1, dimension: 1, teacherUnits: 0 })).toThrow(OutOfRange);
  });
});

it('takes local exponents', () => {
  expect(localExponent(3, 0.75)).toBeCloseTo(-2, 14);
});

it('estimates a movement that falls as 1/α and grows with the samples', () => {
  const setting = { alpha: 2, samples: 64, width: 64, dimension: 10, teacherUnits: 2 };
  expect(lazyMovement({ ...setting, alpha: 4 })).toBeCloseTo(lazyMovement(setting) / 2, 14);
  expect(lazyMovement({ ...setting, samples: 256 })).toBeCloseTo(2 * lazyMovement(setting), 14);
});
