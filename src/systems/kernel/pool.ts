import type { Dataset } from '../../data/dataset.ts';
import { readSupervised } from '../../data/supervised.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { gramMatrix } from './gram.ts';
import type { KernelSpec } from './kernels.ts';
import { type KernelParameters, kernelSpec } from './parameters.ts';

/** All rows of a file, with their Gram matrix: M points from which trials draw subsamples. */
export interface Pool {
  /** Of its content: equal keys, equal pools. */
  key: string;
  kernel: KernelSpec;
  /** M. */
  rows: number;
  /** Rows with inputs that no row before them has. */
  distinct: number;
  outputs: number;
  /** rows × outputs, row-major, centred. */
  labels: Float64Array;
  /** rows × rows. */
  gram: Float64Array;
}

/**
 * Pools that are kept, by content and kernel: each holds a matrix of its size, and theory another.
 */
export const POOLS = 4;

const MOST_ROWS = 6000;

/**
 * Throws `BadInput` for more rows than can be decomposed, and for samples that leave none to test
 * on.
 */
export function poolOf(p: KernelParameters, data: Dataset, engine: Engine): Pool {
  const pool = poolOfFile({ data, labels: p.labels, kernel: kernelSpec(p), engine });
  if (p.samples > pool.rows - 2)
    throw new BadInput(
      `samples is ${p.samples}, but ${data.name} has ${pool.rows} rows; leave some to test on: at most ${pool.rows - 2}`,
    );
  return pool;
}

interface DataReading {
  data: Dataset;
  labels: KernelParameters['labels'];
  kernel: KernelSpec;
  engine: Engine;
}

const keyOf = ({ data, labels, kernel }: DataReading) => JSON.stringify([data.sha256, labels, kernel]);

const poolOfFile = remember(readPool, keyOf, POOLS);

/**
 * Inputs are centred and scaled by one factor to a mean square length of 1, so that a bandwidth is
 * in units of that length.
 */
function readPool(reading: DataReading): Pool {
  const { data, kernel, engine } = reading;
  if (data.rows > MOST_ROWS)
    throw new BadInput(
      `${data.name} has ${data.rows} rows; the eigendecomposition of their Gram matrix is done for at most ${MOST_ROWS}: give a part of them`,
    );
  const { rows, features, outputs, inputs, labels } = readSupervised(data, reading.labels);
  const size = inputs.reduce((sum, value) => sum + value * value, 0) / rows;
  if (!(size > 0))
    throw new BadInput(`the inputs of ${data.name} are all constant, so there is nothing to learn from them`);
  const { heap } = engine;
  const gram = heap.scope(() => {
    const points = heap.matrixFrom(rows, features, inputs);
    const matrix = heap.matrix(rows, rows);
    gramMatrix(kernel, points, matrix, engine, 1 / size);
    return Float64Array.from(matrix.values);
  });
  return { key: keyOf(reading), kernel, rows, distinct: distinctRows(inputs, rows, features), outputs, labels, gram };
}

function distinctRows(inputs: Float64Array, rows: number, features: number): number {
  const compare = (a: number, b: number) => {
    for (let j = 0; j < features; j++) {
      const difference = inputs[a * features + j] - inputs[b * features + j];
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = Array.from({ length: rows }, (_, i) => i).sort(compare);
  return order.filter((row, i) => i === 0 || compare(order[i - 1], row) !== 0).length;
}
