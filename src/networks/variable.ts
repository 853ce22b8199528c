import { type Dtype, type Heap, Matrix } from '../numeric/heap.ts';

/** Data that a network reads and that nothing is differentiated by. */
export interface Constant {
  readonly value: Matrix;
}

/**
 * A quantity with what is known of it around the present point, all of one shape: its change along
 * a direction (`tangent`), the derivative of the loss by it (`adjoint`), and the change of that
 * derivative along the direction (`adjointTangent`).
 */
export interface Variable extends Constant {
  readonly tangent: Matrix;
  readonly adjoint: Matrix;
  readonly adjointTangent: Matrix;
}

/** A parameter, and what an operation multiplies it by: 1 unless given. */
export type Scaled = Variable & { readonly multiplier?: number };

/** A zeroed variable; it lives as long as the heap's present scope. */
export function variable(heap: Heap, rows: number, columns: number, dtype: Dtype): Variable {
  const matrix = () => heap.matrix(rows, columns, dtype);
  return { value: matrix(), tangent: matrix(), adjoint: matrix(), adjointTangent: matrix() };
}

export function isVariable(quantity: Constant | Variable): quantity is Variable {
  return 'tangent' in quantity;
}

/**
 * A part of `whole`, from entry `offset` on, seen as a rows × columns matrix on the same memory.
 */
export function part(whole: Variable, offset: number, rows: number, columns: number): Variable {
  const view = ({ heap, address, dtype }: Matrix) =>
    new Matrix(heap, address + offset * (dtype === 'f64' ? 8 : 4), rows, columns, dtype);
  return {
    value: view(whole.value),
    tangent: view(whole.tangent),
    adjoint: view(whole.adjoint),
    adjointTangent: view(whole.adjointTangent),
  };
}
