import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  depthStrengths,
  depthTime,
  flowParts,
  halfTime,
  inputUnits,
  leadingDepthTime,
  modeParts,
  modeStrength,
  timeToReach,
} from './flow.ts';

/** Classical Runge–Kutta, as a formula-free judge. */
function integrate(slope: (y: number[]) => number[], start: number[], t: number, steps = 4000): number[] {
  let y = start;
  const dt = t / steps;
  const along = (from: number[], k: number[], by: number) => from.map((value, i) => value + by * k[i]);
  for (let i = 0; i < steps; i++) {
    const k1 = slope(y);
    const k2 = slope(along(y, k1, dt / 2));
    const k3 = slope(along(y, k2, dt / 2));
    const k4 = slope(along(y, k3, dt));
    y = y.map((value, j) => value + (dt / 6) * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j]));
  }
  return y;
}

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('a two-layer mode', () => {
  it('follows the flow of its two weights, balanced or not, from either sign', () => {
    fc.assert(
      fc.property(number(0.2, 3), number(-1.5, 1.5), number(-1.5, 1.5), number(0.05, 3), (s, u0, v0, t) => {
        const [u, v] = integrate(([u, v]) => [v * (s - u * v), u * (s - u * v)], [u0, v0], t);
        expect(modeStrength(s, u0 * v0, t, v0 * v0 - u0 * u0)).toBeCloseTo(u * v, 8);
      }),
      { numRuns: 40 },
    );
  });

  it('obeys the same formula as vectors, with δ² = |u + v|² |u − v|²', () => {
    const [u0, v0, s, t] = [[0.3, -0.1], [0.1, 0.4], 1.4, 1.1];
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    const end = integrate(
      (y) => {
        const [u, v] = [y.slice(0, 2), y.slice(2)];
        const e = s - dot(u, v);
        return [...v.map((value) => e * value), ...u.map((value) => e * value)];
      },
      [...u0, ...v0],
      t,
    );
    const part = (sign: number) => u0.reduce((sum, value, i) => sum + (value + sign * v0[i]) ** 2 / 4, 0);
    const { growing, decaying } = flowParts({ growing: part(1), decaying: part(-1) }, s, t);
    expect(growing - decaying).toBeCloseTo(dot(end.slice(0, 2), end.slice(2)), 10);
  });

  it('keeps P M and composes over time', () => {
    fc.assert(
      fc.property(number(0.2, 3), number(-1, 1), number(-2, 2), number(0, 4), (s, p, delta, t) => {
        const start = modeParts(p, delta);
        const once = flowParts(start, s, t);
        const twice = flowParts(flowParts(start, s, t / 3), s, (2 * t) / 3);
        expect(once.growing).toBeCloseTo(twice.growing, 11);
        expect(16 * once.growing * once.decaying).toBeCloseTo(delta * delta, 10);
      }),
    );
  });

  it('neither overflows nor divides by zero', () => {
    expect(modeStrength(2, 1e-12, 1e9)).toBe(2);
    expect(modeStrength(2, 0, 5)).toBe(0);
    expect(modeStrength(1.5, -0.3, 1e9)).toBeCloseTo(0, 15);
    expect(modeStrength(1.5, -0.3, 1e9, 1e-200)).toBeCloseTo(0, 15);
    expect(modeStrength(1, 0.1, 2, 1e-160)).toBe(modeStrength(1, 0.1, 2));
    expect(() => modeStrength(0, 0.1, 1)).toThrow(/singular value is 0/);
    expect(() => modeStrength(1, 0.1, -1)).toThrow(/time is -1/);
  });

  it('reaches a strength when the inverse says so', () => {
    fc.assert(
      fc.property(number(0.2, 3), number(-0.4, 0.4), number(0.01, 2), number(0.05, 0.95), (s, share, delta, level) => {
        const p0 = share * s;
        const p1 = p0 + level * (s - p0);
        const t = timeToReach(s, modeParts(p0, delta), p1);
        expect(modeStrength(s, p0, t, delta)).toBeCloseTo(p1, 9);
      }),
    );
    expect(timeToReach(1.5, modeParts(0.01, 0), 0.75)).toBeCloseTo(halfTime(1.5, 0.01), 14);
    expect(() => timeToReach(1, modeParts(-0.1, 0), 0.5)).toThrow(/strength to reach/);
  });
});

describe('a mode of a deep network', () => {
  it('follows the flow of its L equal weights', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), number(0.3, 2), number(0.02, 0.6), (depth, s, share) => {
        const times = [0, 0.3, 1, 2.5];
        const strengths = depthStrengths(depth, s, share * s, times);
        times.forEach((t, i) => {
          const [w] = integrate(([w]) => [w ** (depth - 1) * (s - w ** depth)], [(share * s) ** (1 / depth)], t);
          expect(strengths[i]).toBeCloseTo(w ** depth, 9);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('takes the time that its strengths take, also from 1e-9 and to the end', () => {
    for (const depth of [2, 3, 4, 8]) {
      const t = depthTime(depth, 1.3, 1e-9, 0.9);
      // At depth 8 the time is 2e6, so that its own rounding is 1e-9 of the strength.
      expect(depthStrengths(depth, 1.3, 1e-9, [t / 2, t])[1]).toBeCloseTo(0.9, 8);
      expect(depthStrengths(depth, 1.3, 0.1, [1e6])[0]).toBe(1.3);
    }
    expect(leadingDepthTime(2, 1.3, 0.01)).toBe(halfTime(1.3, 0.01));
    expect(() => depthTime(2.5, 1, 0.1, 0.5)).toThrow(/depth is 2.5/);
    expect(() => depthTime(3, 1, 0.6, 0.5)).toThrow(/strength to reach is 0.5/);
  });

  it('is one with white inputs in other units', () => {
    for (const depth of [2, 4]) {
      const [s, lambda, a0, t] = [1.2, 0.4, 0.05, 1.7];
      const units = inputUnits(depth, lambda);
      const [a] = depthStrengths(depth, s, units.strength * a0, [units.time * t]);
      const [w] = integrate(([w]) => [w ** (depth - 1) * (s - lambda * w ** depth)], [a0 ** (1 / depth)], t);
      expect(a / units.strength).toBeCloseTo(w ** depth, 10);
    }
  });
});
