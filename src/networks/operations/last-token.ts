import { BadShape } from '../../numeric/errors.ts';
import type { Matrix } from '../../numeric/heap.ts';
import { clear } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import { type Variable, variable } from '../variable.ts';

/** The last row of every `length` rows of x: what a sequence's last token has become. */
export function lastToken(input: Variable, length: number): Operation {
  const { heap, rows, columns, dtype } = input.value;
  const sequences = rows / length;
  if (!Number.isInteger(sequences)) throw new BadShape(`${rows} rows are not sequences of ${length} tokens`);
  const output = variable(heap, sequences, columns, dtype);
  const offset = (sequence: number) => ((sequence + 1) * length - 1) * columns;
  const forwards = ({ values: x }: Matrix, { values: y }: Matrix) => {
    for (let s = 0; s < sequences; s++) y.set(x.subarray(offset(s), offset(s) + columns), s * columns);
  };
  const backwards = ({ values: y }: Matrix, x: Matrix) => {
    clear(x);
    for (let s = 0; s < sequences; s++) x.values.set(y.subarray(s * columns, (s + 1) * columns), offset(s));
  };
  return {
    output,
    value: () => forwards(input.value, output.value),
    jvp: () => forwards(input.tangent, output.tangent),
    vjp: () => backwards(output.adjoint, input.adjoint),
    vjpTangent: () => backwards(output.adjointTangent, input.adjointTangent),
  };
}
