import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutOfRange } from '../../../numeric/errors.ts';
import { selfStabilisation } from './cycle.ts';

describe('self-stabilisation', () => {
  it('is what gradient descent does on ½(2/η + cy)x² − ay, over a cycle', () => {
    const [eta, c, a] = [1e-4, 3, 0.7];
    let [x, y] = [0.05, -0.4];
    const { squares, largestExcess, meanSquare, period } = selfStabilisation({ alpha: c * a, beta: c * c }, x, c * y);
    const steps = Math.round(period / eta);
    let [largest, least, highest, sum] = [0, Infinity, 0, 0];
    for (let k = 0; k < steps; k++) {
      [x, y] = [x - eta * (2 / eta + c * y) * x, y - eta * (0.5 * c * x * x - a)];
      largest = Math.max(largest, x * x);
      least = Math.min(least, x * x);
      highest = Math.max(highest, c * y);
      sum += (x * x) / steps;
    }
    // The map spirals outwards, by an order of η.
    expect(largest / squares[1]).toBeCloseTo(1, 2);
    expect(least / squares[0]).toBeCloseTo(1, 2);
    expect(highest / largestExcess).toBeCloseTo(1, 2);
    expect(sum / meanSquare).toBeCloseTo(1, 2);
    // Back where it began.
    expect(Math.abs(x) / 0.05).toBeCloseTo(1, 1);
    expect(y / -0.4).toBeCloseTo(1, 1);
  });

  it('has one orbit through all of its points, and small ones of one period', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (alpha, beta, y) => {
          const top = Math.sqrt((2 * alpha) / beta);
          const cycle = selfStabilisation({ alpha, beta }, top, y);
          expect(cycle.largestExcess / y).toBeCloseTo(1, 9);
          for (const square of cycle.squares) {
            const same = selfStabilisation({ alpha, beta }, Math.sqrt(square), 0);
            expect(same.period / cycle.period).toBeCloseTo(1, 5);
            expect(same.largestExcess / y).toBeCloseTo(1, 5);
          }
          // At rest and near it the period is the same.
          const least = selfStabilisation({ alpha, beta }, top, 1e-7 * Math.sqrt(alpha));
          const small = selfStabilisation({ alpha, beta }, top, 1e-3 * Math.sqrt(alpha));
          expect(least.period / small.period).toBeCloseTo(1, 5);
          expect(small.period / (Math.PI * Math.sqrt(2 / alpha))).toBeCloseTo(1, 5);
        },
      ),
    );
  });

  it('refuses what has no orbit', () => {
    for (const [alpha, beta, x] of [
      [0, 1, 1],
      [1, -1, 1],
      [1, 1, 0],
    ])
      expect(() => selfStabilisation({ alpha, beta }, x, 0)).toThrow(OutOfRange);
  });
});
