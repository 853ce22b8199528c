import { describe, expect, it } from 'vitest';
import { Heap } from './heap.ts';
import { type DtypeKernels, instantiateKernels, type Kernels } from './kernels.ts';

// The build holds the table of calls to the module (scripts/kernels.mjs); here the compiler is held
// to the table.
describe('calls into the kernels', () => {
  const { call } = instantiateKernels();

  it('are functions with the number of arguments that the table says', () => {
    expect(call.gemmF64).toHaveLength(15);
    expect(call.expScalar).toHaveLength(1);
    expect(call.attentionBendF32).toHaveLength(14);
  });

  it('do not compile with a wrong name or a wrong number of arguments', () => {
    const wrong = (kernels: Kernels['call']) => {
      // @ts-expect-error: no such kernel
      kernels.gemmF16;
      // @ts-expect-error: one argument missing
      kernels.axpyF64(1, 2, 3);
      // @ts-expect-error: one argument too many
      kernels.expScalar(1, 2);
      // @ts-expect-error: centring is there for float64 alone
      const stem: keyof DtypeKernels = 'centre';
      return stem;
    };
    expect(wrong).toBeTypeOf('function');
  });
});

describe('rows of a wider matrix', () => {
  const heap = new Heap();
  const call = heap.kernels.call;

  it.each([
    [1, 1],
    [2, 7],
    [5, 64],
    [9, 101],
  ])('are multiplied by a vector and summed with factors: %d of %d columns', (rows, columns) => {
    heap.scope(() => {
      const stride = columns + 3;
      const matrix = heap.matrixFrom(
        rows,
        stride,
        Array.from({ length: rows * stride }, (_, k) => Math.sin(3 * k)),
      );
      const x = heap.matrixFrom(
        1,
        columns,
        Array.from({ length: columns }, (_, i) => Math.cos(i)),
      );
      const factors = heap.matrixFrom(
        1,
        rows,
        Array.from({ length: rows }, (_, k) => k - 1.5),
      );
      const [sums, out] = [heap.matrixFrom(1, rows, Array(rows).fill(2)), heap.matrix(1, columns + 1)];
      call.dotRowsF64(rows, columns, stride, matrix.address, x.address, sums.address);
      call.addRowsF64(rows, columns, stride, factors.address, matrix.address, out.address);
      const entry = (k: number, i: number) => Math.sin(3 * (k * stride + i));
      for (let k = 0; k < rows; k++) {
        const expected = Array.from(x.values).reduce((sum, one, i) => sum + one * entry(k, i), 2);
        expect(sums.values[k]).toBeCloseTo(expected, 12);
      }
      for (let i = 0; i < columns; i++) {
        const expected = Array.from(factors.values).reduce((sum, one, k) => sum + one * entry(k, i), 0);
        expect(out.values[i]).toBeCloseTo(expected, 12);
      }
      expect(out.values[columns]).toBe(0);
    });
  });
});
