import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { scaleColumns } from '../../../random-matrices/data-matrix.ts';
import { fitRidge } from '../../../regression/ridge-fit.ts';
import type { DataStructureProblem } from '../problem.ts';

/** Gaussian inputs of variance `eta[k]` in column k, on the heap. */
export function drawInputs(rows: number, eta: Float64Array, random: Random, engine: Engine): Matrix {
  const inputs = engine.heap.matrix(rows, eta.length);
  random.fillNormal(inputs);
  scaleColumns(inputs, eta);
  return inputs;
}

/** X w, as a plain array. */
export function applied(inputs: Matrix, weights: ArrayLike<number>, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const column = engine.heap.matrixFrom(inputs.columns, 1, weights);
    const result = engine.heap.matrix(inputs.rows, 1);
    engine.gemm({ a: inputs, b: column, c: result });
    return Float64Array.from(result.values);
  });
}

export function normals(length: number, random: Random, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const column = engine.heap.matrix(length, 1);
    random.fillNormal(column);
    return Float64Array.from(column.values);
  });
}

/** The rows of `inputs` at these places, on the heap. */
export function pickRows(inputs: Matrix, places: ArrayLike<number>, engine: Engine): Matrix {
  const { columns } = inputs;
  const picked = engine.heap.matrix(places.length, columns);
  for (let i = 0; i < places.length; i++)
    picked.values.set(inputs.values.subarray(places[i] * columns, (places[i] + 1) * columns), i * columns);
  return picked;
}

/**
 * The weights that ridge regression fits to the labels; `distinct` are the rows that differ, where
 * some stand there twice.
 */
export function weightsOf(
  inputs: Matrix,
  labels: ArrayLike<number>,
  ridge: number,
  engine: Engine,
  distinct = inputs.rows,
): Float64Array {
  return engine.heap.scope(() => {
    const column = engine.heap.matrixFrom(inputs.rows, 1, labels);
    const rank = Math.min(distinct, inputs.columns);
    return Float64Array.from(fitRidge({ inputs, labels: column, ridge, rank }, engine).coefficients.values);
  });
}

/** Σ η (ŵ − w̄)²: the mean squared distance on fresh inputs. */
export function excess({ eta, target }: Pick<DataStructureProblem, 'eta' | 'target'>, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < eta.length; k++) sum += eta[k] * squared(weights[k] - target[k]);
  return sum;
}

/** Mean of (y − Xw)² over the rows. */
export function meanSquare(inputs: Matrix, weights: Float64Array, labels: ArrayLike<number>, engine: Engine): number {
  const fitted = applied(inputs, weights, engine);
  return fitted.reduce((sum, value, i) => sum + squared(labels[i] - value), 0) / fitted.length;
}
