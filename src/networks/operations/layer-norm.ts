import { routine, times } from '../arrays.ts';
import type { Operation } from '../operation.ts';
import { type Variable, variable } from '../variable.ts';

/**
 * y = gain · (x − mean x) / √(variance x + epsilon) + shift, row by row; `gain` and `shift` are
 * rows.
 */
export function layerNorm(
  input: Variable,
  gain: Variable,
  shift: Variable,
  { epsilon = 1e-5 }: { epsilon?: number } = {},
): Operation {
  const { heap, rows, columns, dtype } = input.value;
  const output = variable(heap, rows, columns, dtype);
  const normal = heap.matrix(rows, columns, dtype);
  const normalTangent = heap.matrix(rows, columns, dtype);
  const product = heap.matrix(rows, columns, dtype);
  const inverse = heap.matrix(rows, 1);
  const deviationTangent = heap.matrix(rows, 1);
  const value = routine(heap, 'layerNorm', dtype);
  const tangent = routine(heap, 'layerNormTangent', dtype);
  const adjoint = routine(heap, 'layerNormAdjoint', dtype);
  const bend = routine(heap, 'layerNormBend', dtype);
  const saved = [normal.address, inverse.address] as const;
  return {
    output,
    value: () =>
      value(
        rows,
        columns,
        input.value.address,
        gain.value.address,
        shift.value.address,
        epsilon,
        output.value.address,
        ...saved,
      ),
    jvp: () =>
      tangent(
        rows,
        columns,
        input.tangent.address,
        gain.value.address,
        gain.tangent.address,
        shift.tangent.address,
        ...saved,
        output.tangent.address,
        normalTangent.address,
        deviationTangent.address,
      ),
    vjp: () =>
      adjoint(
        rows,
        columns,
        output.adjoint.address,
        gain.value.address,
        ...saved,
        input.adjoint.address,
        gain.adjoint.address,
        shift.adjoint.address,
      ),
    vjpTangent: () =>
      bend(
        rows,
        columns,
        output.adjoint.address,
        output.adjointTangent.address,
        gain.value.address,
        gain.tangent.address,
        normal.address,
        normalTangent.address,
        inverse.address,
        deviationTangent.address,
        input.adjointTangent.address,
        gain.adjointTangent.address,
        shift.adjointTangent.address,
      ),
    sampleGradients() {
      times(output.adjoint, normal, product);
      return [
        { parameter: gain, factor: 1, adjoints: product },
        { parameter: shift, factor: 1, adjoints: output.adjoint },
      ];
    },
  };
}
