import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { createRandom } from '../numeric/random.ts';
import { correlateRows, excessKurtosis, fillEntries, scaleColumns } from './data-matrix.ts';

const { heap } = createWasmEngine();
const means = (values: ArrayLike<number>, of: (value: number, index: number) => number) =>
  Array.from(values).reduce((sum, value, i) => sum + of(value, i), 0) / values.length;

describe('entries', () => {
  it.each(['gaussian', 'rademacher', 'uniform', 'student'] as const)('%s have their moments', (law) => {
    heap.scope(() => {
      const matrix = heap.matrix(1000, 400);
      fillEntries(createRandom(law), matrix, law, 12);
      expect(Math.abs(means(matrix.values, (x) => x))).toBeLessThan(0.01);
      expect(means(matrix.values, (x) => x * x)).toBeCloseTo(1, 1);
      expect(Math.abs(means(matrix.values, (x) => x ** 4) - 3 - excessKurtosis(law, 12))).toBeLessThan(0.1);
    });
  });

  it('without a fourth moment have an infinite kurtosis', () => {
    expect(excessKurtosis('student', 4)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the population', () => {
  it('scales columns by the roots of its eigenvalues', () => {
    heap.scope(() => {
      const matrix = heap.matrixFrom(2, 3, [1, 2, 3, 4, 5, 6]);
      scaleColumns(matrix, Float64Array.of(4, 1, 0));
      expect(Array.from(matrix.values)).toEqual([2, 2, 0, 8, 5, 0]);
    });
  });

  it('makes rows a time series of the same variance', () => {
    heap.scope(() => {
      const columns = 50;
      const matrix = heap.matrix(8000, columns);
      createRandom('time series').fillNormal(matrix);
      correlateRows(matrix, 0.7);
      const { values } = matrix;
      expect(means(values, (x) => x * x)).toBeCloseTo(1, 1);
      for (const lag of [1, 2, 3]) {
        const later = values.subarray(lag * columns);
        expect(Math.abs(means(later, (x, i) => x * values[i]) - 0.7 ** lag)).toBeLessThan(0.02);
      }
    });
  });

  it('leaves rows without correlation as they are', () => {
    heap.scope(() => {
      const matrix = heap.matrixFrom(2, 2, [1, 2, 3, 4]);
      correlateRows(matrix, 0);
      expect(Array.from(matrix.values)).toEqual([1, 2, 3, 4]);
    });
  });
});
