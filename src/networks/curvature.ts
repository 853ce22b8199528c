import type { Engine } from '../numeric/engine.ts';
import { BadShape, NotFinite, OutOfRange } from '../numeric/errors.ts';
import type { Dtype, Matrix } from '../numeric/heap.ts';
import { times } from './arrays.ts';
import type { Objective } from './network.ts';

/** A symmetric matrix known by its products: `apply` writes A x to y. */
export interface SymmetricOperator {
  readonly engine: Engine;
  readonly size: number;
  readonly dtype: Dtype;
  apply(x: Matrix, y: Matrix): void;
}

/**
 * The Hessian of the loss at the parameters now; good until they change or the objective is used
 * otherwise. Throws `NotFinite`.
 */
export function hessian(objective: Objective): SymmetricOperator {
  const { engine, model, dtype } = objective.network;
  const loss = objective.gradient();
  if (!Number.isFinite(loss)) throw new NotFinite(`the loss is ${loss}: there is no Hessian here`);
  return { engine, size: model.size, dtype, apply: (x, y) => objective.hessianVector(x, y) };
}

/**
 * P^(−½) A P^(−½), which has the eigenvalues of P⁻¹A, for a positive diagonal P (size × 1, see
 * `Optimiser.preconditioner`). Works in the heap's present scope. Throws `OutOfRange` where P is
 * not positive.
 */
export function preconditioned(operator: SymmetricOperator, p: Matrix): SymmetricOperator {
  const { engine, size, dtype } = operator;
  if (p.rows !== size || p.dtype !== dtype) throw new BadShape(`P must be ${size}×1 in ${dtype}`);
  const root = engine.heap.matrix(size, 1, dtype);
  const scaled = engine.heap.matrix(size, 1, dtype);
  for (let i = 0; i < size; i++) {
    if (!(p.values[i] > 0)) throw new OutOfRange(`entry ${i} of the preconditioner`, p.values[i], 'positive');
    root.values[i] = 1 / Math.sqrt(p.values[i]);
  }
  return {
    engine,
    size,
    dtype,
    apply(x, y) {
      times(root, x, scaled);
      operator.apply(scaled, y);
      times(root, y, y);
    },
  };
}

/** The matrix itself, row-major: `size` products, for small ones. */
export function dense(operator: SymmetricOperator): Float64Array {
  const { engine, size, dtype } = operator;
  const entries = new Float64Array(size * size);
  engine.heap.scope(() => {
    const [x, y] = [engine.heap.matrix(size, 1, dtype), engine.heap.matrix(size, 1, dtype)];
    for (let i = 0; i < size; i++) {
      x.values.fill(0);
      x.values[i] = 1;
      operator.apply(x, y);
      entries.set(y.values, i * size);
    }
  });
  return entries;
}
