import { describe, expect, it } from 'vitest';
import { engines } from '../numeric/engines/engines.testing.ts';
import { createRandom } from '../numeric/random.ts';
import { fillOrthonormal, OnlineDescent, type OnlineStep } from './online-descent.ts';

const DIMENSION = 7;
const STEPS = 53;
const LEARNERS = 2;
const UNITS = 3;

/** A rule with a bit of everything: it depends on all fields and on |x|², and rescales. */
const rule: OnlineStep = (fields, squaredNorm, moves) => {
  const difference = Math.tanh(fields[2]) - Math.tanh(fields[0]) - Math.tanh(fields[1]);
  moves[0] = 0.1 * difference;
  moves[1] = 0.02 * difference * fields[1];
  return 1 / (1 + 1e-3 * squaredNorm);
};

describe.each(engines)('online descent on %s', (_, engine) => {
  const { heap } = engine;
  const initial = Array.from({ length: UNITS * DIMENSION }, (_, i) => Math.sin(1 + i));

  it('takes the same steps in blocks as one by one', () => {
    heap.scope(() => {
      const weights = heap.matrixFrom(UNITS, DIMENSION, initial);
      const descent = new OnlineDescent(engine, createRandom(1), weights, LEARNERS);
      for (const steps of [STEPS - 21, 1, 20]) descent.run(steps, rule);

      const inputs = heap.matrix(STEPS, DIMENSION);
      createRandom(1).fillNormal(inputs);
      const plain = Float64Array.from(initial);
      for (let step = 0; step < STEPS; step++) {
        const x = inputs.values.subarray(step * DIMENSION, (step + 1) * DIMENSION);
        const row = (unit: number) => plain.subarray(unit * DIMENSION, (unit + 1) * DIMENSION);
        const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
          Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0);
        const moves = new Float64Array(LEARNERS);
        const fields = Float64Array.from({ length: UNITS }, (_, unit) => dot(row(unit), x));
        const factor = rule(fields, dot(x, x), moves);
        for (let unit = 0; unit < LEARNERS; unit++)
          for (let k = 0; k < DIMENSION; k++) row(unit)[k] = factor * (row(unit)[k] + moves[unit] * x[k]);
      }
      plain.forEach((value, k) => {
        expect(weights.values[k]).toBeCloseTo(value, 12);
      });
      const overlaps = descent.overlaps();
      expect(overlaps[1]).toBeCloseTo(
        plain.subarray(0, DIMENSION).reduce((sum, value, k) => sum + value * plain[DIMENSION + k], 0),
        12,
      );
    });
  });

  it('leaves the heap as found', () => {
    heap.scope(() => {
      const weights = heap.matrixFrom(UNITS, DIMENSION, initial);
      const { used } = heap;
      const descent = new OnlineDescent(engine, createRandom(2), weights, LEARNERS);
      descent.run(40, rule);
      descent.overlaps();
      expect(heap.used).toBe(used);
      expect(() => new OnlineDescent(engine, createRandom(2), weights, UNITS + 1)).toThrow('cannot learn');
    });
  });

  it('draws orthonormal frames', () => {
    heap.scope(() => {
      const frame = heap.matrix(5, 6);
      fillOrthonormal(createRandom(3), frame);
      const gram = heap.matrix(5, 5);
      engine.syrk({ a: frame, c: gram });
      gram.values.forEach((value, k) => {
        expect(value).toBeCloseTo(k % 6 === 0 ? 1 : 0, 14);
      });
      expect(() => fillOrthonormal(createRandom(3), heap.matrix(3, 2))).toThrow('do not fit');
    });
  });
});
