import { describe, expect, test } from 'vitest';
import { engines } from '../numeric/engines/engines.testing.ts';
import { BadShape, OutOfRange } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { erf } from '../numeric/special.ts';
import { dot } from './arrays.ts';
import { fullyConnected } from './fully-connected.ts';
import { Network } from './network.ts';
import { gradientDescent } from './optimisers.ts';
import {
  freshBatches,
  hermite,
  linearTeacher,
  multiIndexTeacher,
  orthonormalRows,
  singleIndexTeacher,
  twoLayerTeacher,
} from './teachers.ts';
import { train } from './train.ts';

const random = createRandom('teachers');

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  test.each(['f64', 'f32'] as const)('labels in %s', (dtype) => {
    heap.scope(() => {
      const x = heap.matrixFrom(2, 3, [1, 2, -1, 0.5, 0, 3], dtype);
      const rows = heap.matrixFrom(2, 3, [1, 0, 0, 0, 1, 1], dtype);
      const one = heap.matrixFrom(1, 3, [0, 1, 1], dtype);
      const targets = heap.matrix(2, 1, dtype);
      const label = (teacher: ReturnType<typeof linearTeacher>, target = targets) => {
        teacher.label(x, target);
        return Array.from(target.values);
      };
      expect(label(linearTeacher(engine, rows), heap.matrix(2, 2, dtype))).toEqual([1, 1, 0.5, 3]);
      expect(label(singleIndexTeacher(engine, one, (z) => z * z))).toEqual([1, 9]);
      expect(label(multiIndexTeacher(engine, rows, ([a, b]) => a * b))).toEqual([1, 1.5]);
      const soft = label(twoLayerTeacher(engine, rows, 'erf', [2, -1]));
      [2 * erf(1) - erf(1), 2 * erf(0.5) - erf(3)].forEach((y, i) => {
        expect(soft[i]).toBeCloseTo(y, dtype === 'f64' ? 13 : 6);
      });
      expect(label(twoLayerTeacher(engine, rows, 'linear'))).toEqual([2, 3.5]);
      expect(() => linearTeacher(engine, rows).label(x, targets)).toThrow(BadShape);
      expect(() => singleIndexTeacher(engine, one, (z) => z).label(x, heap.matrix(3, 1, dtype))).toThrow(BadShape);
      expect(() => twoLayerTeacher(engine, rows, 'erf', [1])).toThrow(BadShape);
    });
  });

  test('one-pass gradient descent learns a linear teacher', () => {
    heap.scope(() => {
      const teacher = linearTeacher(engine, orthonormalRows(engine, 1, 10, random, 'f64'));
      const network = new Network(engine, fullyConnected({ sizes: [10, 1], activation: 'linear', biases: false }));
      const batches = freshBatches(teacher, 20, random);
      const optimiser = gradientDescent(network);
      const { losses } = train({ network, batches, optimiser, loss: 'squared', rate: 0.5, steps: 60 });
      expect(losses[0]).toBeGreaterThan(0.1);
      expect(losses[60]).toBeLessThan(1e-6);
    });
  });

  test('noise has its deviation, and batches are new but repeatable', () => {
    heap.scope(() => {
      const teacher = linearTeacher(engine, heap.matrix(1, 2));
      const batches = freshBatches(teacher, 4000, random, 0.5);
      const [x, y, other] = [heap.matrix(4000, 2), heap.matrix(4000, 1), heap.matrix(4000, 1)];
      batches.fill(0, x, y);
      const square = dot(y, y) / 4000;
      expect(Math.abs(square / 0.25 - 1)).toBeLessThan(0.1);
      batches.fill(1, x, other);
      expect(other.values[0]).not.toBe(y.values[0]);
      batches.fill(0, x, other);
      expect(other.values).toEqual(y.values);
    });
  });

  test('directions are orthonormal', () => {
    heap.scope(() => {
      const rows = orthonormalRows(engine, 4, 6, random, 'f64');
      const gram = heap.matrix(4, 4);
      engine.syrk({ a: rows, c: gram });
      gram.values.forEach((x: number, at: number) => {
        expect(x).toBeCloseTo(at % 5 === 0 ? 1 : 0, 14);
      });
      expect(() => orthonormalRows(engine, 7, 6, random, 'f64')).toThrow(OutOfRange);
    });
  });
});

test('Hermite polynomials', () => {
  for (const z of [-1.3, 0, 0.7, 2]) {
    expect(hermite(0)(z)).toBe(1);
    expect(hermite(1)(z)).toBe(z);
    expect(hermite(2)(z)).toBeCloseTo((z * z - 1) / Math.SQRT2, 14);
    expect(hermite(3)(z)).toBeCloseTo((z ** 3 - 3 * z) / Math.sqrt(6), 14);
    expect(hermite(4)(z)).toBeCloseTo((z ** 4 - 6 * z * z + 3) / Math.sqrt(24), 13);
  }
  expect(() => hermite(1.5)).toThrow(OutOfRange);
});
