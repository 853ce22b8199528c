import { axpy, copy, scale } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import { type Variable, variable } from '../variable.ts';

/** y = x + multiplier · branch(x); the first operation of the branch, and no other, reads x. */
export function residual(
  input: Variable,
  branch: Operation[],
  { multiplier = 1 }: { multiplier?: number } = {},
): Operation {
  const { heap, rows, columns, dtype } = input.value;
  const output = variable(heap, rows, columns, dtype);
  const end = branch[branch.length - 1].output;
  const backwards = [...branch].reverse();
  const forwards = (which: 'value' | 'tangent') => {
    copy(input[which], output[which]);
    axpy(multiplier, end[which], output[which]);
  };
  return {
    output,
    value() {
      for (const operation of branch) operation.value();
      forwards('value');
    },
    jvp() {
      for (const operation of branch) operation.jvp();
      forwards('tangent');
    },
    vjp() {
      scale(multiplier, output.adjoint, end.adjoint);
      for (const operation of backwards) operation.vjp();
      axpy(1, output.adjoint, input.adjoint);
    },
    vjpTangent() {
      scale(multiplier, output.adjointTangent, end.adjointTangent);
      for (const operation of backwards) operation.vjpTangent();
      axpy(1, output.adjointTangent, input.adjointTangent);
    },
    sampleGradients: () => branch.flatMap((operation) => operation.sampleGradients?.() ?? []),
  };
}
