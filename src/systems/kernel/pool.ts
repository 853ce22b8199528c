import type { Dataset } from '../../data/dataset.ts';
import { type Reading, type ReadingOptions, readingOf, sizeOf } from '../../data/reading.ts';
import { readSupervised } from '../../data/supervised.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { readingOptions } from '../shared/fields.ts';
import { gramMatrix } from './gram.ts';
import type { KernelSpec } from './kernels.ts';
import { type KernelParameters, kernelSpec } from './parameters.ts';
import type { Problem } from './problem.ts';

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

/** Throws `BadInput` for more rows than can be decomposed. */
export function poolOf(p: KernelParameters, data: Dataset, engine: Engine): Pool {
  return poolOfFile({ data, options: readingOptions(p), kernel: kernelSpec(p), engine });
}

/** What of the file is taken for what. */
export function reading(p: KernelParameters): Reading | undefined {
  return p.data && readingOf(p.data, readingOptions(p), SCALING);
}

const SCALING = 'inputs centred, and divided by one number to a mean square length of 1';

/** Trials test on the rows that are left. */
export function untestable(problem: Problem): string | undefined {
  return problem.kind === 'synthetic' ? undefined : untestableOf(problem.parameters, problem.pool.rows);
}

/** The same of the parameters alone. */
export function untestableOf({ samples, data }: KernelParameters, rows: number): string | undefined {
  if (samples <= rows - 2) return undefined;
  return `samples is ${samples}, but ${data?.name} has ${rows} rows; leave some to test on: at most ${rows - 2}`;
}

function checkRows(data: Dataset, options: ReadingOptions): void {
  const { rows } = sizeOf(data, options);
  if (rows <= MOST_ROWS) return;
  throw new BadInput(
    `${data.name} has ${rows} rows; the eigendecomposition of their Gram matrix is done for at most ${MOST_ROWS}: take a part of them with rows=1:${MOST_ROWS}`,
  );
}

interface DataReading {
  data: Dataset;
  options: ReadingOptions;
  kernel: KernelSpec;
  engine: Engine;
}

const keyOf = ({ data, options, kernel }: DataReading) => JSON.stringify([data.sha256, options, kernel]);

const poolOfFile = remember(readPool, keyOf, POOLS);

/**
 * Inputs are centred and scaled by one factor to a mean square length of 1, so that a bandwidth is
 * in units of that length.
 */
function readPool(reading: DataReading): Pool {
  const { data, options, kernel, engine } = reading;
  checkRows(data, options);
  const { rows, features, outputs, inputs, labels } = readSupervised(data, options);
  const size = inputs.reduce((sum, value) => sum + value * value, 0) / rows;
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
