import type { Matrix } from '../../numeric/heap.ts';
import { routine, sizeOf } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import type { Scaled, Variable } from '../variable.ts';

/**
 * Y = X + multiplier · 1 bᵀ, in place: the output is the input. b is a row, and is added to each
 * run of as many numbers in X: to each row, or to each pixel where rows are images.
 */
export function bias(input: Variable, row: Scaled): Operation {
  const { multiplier = 1 } = row;
  const { heap, rows: samples, dtype } = input.value;
  const { columns } = row.value;
  const runs = sizeOf(input.value) / columns;
  const addRow = routine(heap, 'addRow', dtype);
  const sumRows = routine(heap, 'sumRows', dtype);
  const add = (source: Matrix, target: Matrix) => addRow(runs, columns, multiplier, source.address, target.address);
  const sum = (source: Matrix, target: Matrix) => sumRows(runs, columns, multiplier, source.address, target.address);
  return {
    output: input,
    value: () => add(row.value, input.value),
    jvp: () => add(row.tangent, input.tangent),
    vjp: () => sum(input.adjoint, row.adjoint),
    vjpTangent: () => sum(input.adjointTangent, row.adjointTangent),
    sampleGradients() {
      let adjoints = input.adjoint;
      if (runs !== samples) {
        adjoints = heap.matrix(samples, columns, dtype);
        for (let i = 0; i < samples; i++)
          sumRows(runs / samples, columns, 1, rowAt(input.adjoint, i), rowAt(adjoints, i));
      }
      return [{ parameter: row, factor: multiplier, adjoints }];
    },
  };
}

function rowAt({ address, columns, dtype }: Matrix, row: number): number {
  return address + row * columns * (dtype === 'f64' ? 8 : 4);
}
