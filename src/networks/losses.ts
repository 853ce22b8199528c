import { BadShape, NotFinite } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import { oneOf } from '../numeric/one-of.ts';
import { routine, scale } from './arrays.ts';
import type { Variable } from './variable.ts';

/**
 * `squared`: ½ |f − t|², `cross-entropy`: −Σ t log softmax(f) with targets t that are one-hot or
 * any probabilities. Both are summed over outputs and averaged over samples.
 */
export type LossName = 'squared' | 'cross-entropy';

/** A loss bound to a network's outputs and the targets. */
export interface Loss {
  /** The loss; writes the outputs' adjoint. */
  value(): number;
  /** The outputs' adjointTangent from their tangent, after `value`. */
  tangent(): void;
}

/**
 * Throws `OutOfRange` for a loss that there is not, `BadShape` where targets do not fit outputs.
 */
export function bindLoss(name: LossName, outputs: Variable, targets: Matrix): Loss {
  oneOf('the loss', name, ['squared', 'cross-entropy'] satisfies LossName[]);
  const { heap, rows, columns, dtype } = outputs.value;
  if (targets.rows !== rows || targets.columns !== columns || targets.dtype !== dtype)
    throw new BadShape(
      `targets are ${targets.rows}×${targets.columns} ${targets.dtype}, but the network's outputs are ${rows}×${columns} ${dtype}`,
    );
  const [f, t, adjoint] = [outputs.value.address, targets.address, outputs.adjoint.address];
  if (name === 'squared') {
    const loss = routine(heap, 'squaredLoss', dtype);
    return {
      value: () => loss(rows, columns, f, t, adjoint),
      tangent: () => scale(1 / rows, outputs.tangent, outputs.adjointTangent),
    };
  }
  const p = heap.matrix(rows, columns, dtype).address;
  const loss = routine(heap, 'crossEntropy', dtype);
  const bend = routine(heap, 'crossEntropyBend', dtype);
  return {
    value: () => loss(rows, columns, f, t, p, adjoint),
    tangent: () => bend(rows, columns, t, p, outputs.tangent.address, outputs.adjointTangent.address),
  };
}

/**
 * The fraction of rows whose largest output is where the largest target is. Throws `BadShape`, and
 * `NotFinite` where either holds NaN.
 */
export function accuracy(outputs: Matrix, targets: Matrix): number {
  if (outputs.rows !== targets.rows || outputs.columns !== targets.columns)
    throw new BadShape(
      `outputs are ${outputs.rows}×${outputs.columns}, but targets are ${targets.rows}×${targets.columns}`,
    );
  const [f, t] = [outputs.values, targets.values];
  for (const [name, values] of [
    ['outputs', f],
    ['targets', t],
  ] as const) {
    const at = values.findIndex((value) => Number.isNaN(value));
    if (at >= 0)
      throw new NotFinite(`${name} hold NaN in row ${Math.floor(at / outputs.columns)}: there is no largest one`);
  }
  let right = 0;
  for (let row = 0; row < outputs.rows; row++) {
    let [best, wanted] = [row * outputs.columns, row * outputs.columns];
    for (let at = row * outputs.columns; at < (row + 1) * outputs.columns; at++) {
      if (f[at] > f[best]) best = at;
      if (t[at] > t[wanted]) wanted = at;
    }
    if (best === wanted) right++;
  }
  return right / outputs.rows;
}
