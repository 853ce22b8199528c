import type { Matrix } from '../../numeric/heap.ts';
import { routine } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import type { Scaled, Variable } from '../variable.ts';

/** Y = X + multiplier · 1 bᵀ, in place: the output is the input. b is a row. */
export function bias(input: Variable, row: Scaled): Operation {
  const { multiplier = 1 } = row;
  const { heap, rows, columns, dtype } = input.value;
  const addRow = routine(heap, 'addRow', dtype);
  const sumRows = routine(heap, 'sumRows', dtype);
  const add = (source: Matrix, target: Matrix) => addRow(rows, columns, multiplier, source.address, target.address);
  const sum = (source: Matrix, target: Matrix) => sumRows(rows, columns, multiplier, source.address, target.address);
  return {
    output: input,
    value: () => add(row.value, input.value),
    jvp: () => add(row.tangent, input.tangent),
    vjp: () => sum(input.adjoint, row.adjoint),
    vjpTangent: () => sum(input.adjointTangent, row.adjointTangent),
    sampleGradients: () => [{ parameter: row, factor: multiplier, adjoints: input.adjoint }],
  };
}
