import type { Engine } from '../numeric/engine.ts';
import type { Matrix } from '../numeric/heap.ts';
import type { Random } from '../numeric/random.ts';
import { squared } from '../numeric/special.ts';
import { spectrumOfGram } from './training-spectrum.ts';

/** Errors of kernel ridge regression on held-out rows, from training sets of several sizes. */
export interface NestedErrors {
  /** Rows trained on, ascending. */
  rows: number[];
  ridges: number[];
  /** Mean squared error, by size and ridge. */
  errors: Float64Array[];
  /** Of ridge number `index`, or for each size of its own: the covariance of ln errors. */
  covarianceAt(index: readonly number[]): Float64Array[];
}

export interface NestedOptions {
  /** Shares of the rows that are trained on; the last is all but the fold. */
  shares: readonly number[];
  ridges: number[];
  folds: number;
  random: Random;
  engine: Engine;
  check: () => void;
  progress?: (fraction: number) => void;
}

/**
 * Cross-validation with training sets nested in each other: of each fold's complement the first m
 * rows in random order, for each size m, all of it last. With an intercept. `gram` is rows × rows,
 * `labels` rows × outputs, row-major; errors add over outputs.
 */
export function nestedValidation(
  gram: Float64Array,
  labels: Float64Array,
  outputs: number,
  { shares, ridges, folds, random, engine, check, progress }: NestedOptions,
): NestedErrors {
  const n = labels.length / outputs;
  const order = random.choose(n, n);
  const sizes = shares.map((share, j) =>
    j === shares.length - 1 ? n - Math.ceil(n / folds) : Math.max(LEAST_ROWS, Math.round(share * n)),
  );
  // Of each size, by ridge and row.
  const squared = sizes.map(() => ridges.map(() => new Float64Array(n)));
  for (let f = 0; f < folds; f++) {
    const tested = order.filter((_, i) => i % folds === f);
    const rest = order.filter((_, i) => i % folds !== f);
    sizes.forEach((size, j) => {
      check();
      const trained = j === sizes.length - 1 ? rest : rest.subarray(0, size);
      heldOut({ gram, labels, outputs, n }, trained, tested, ridges, engine).forEach((errors, r) => {
        tested.forEach((row, i) => {
          squared[j][r][row] = errors[i];
        });
      });
      progress?.((f + (j + 1) / sizes.length) / folds);
    });
  }
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / n;
  const errors = squared.map((byRidge) => Float64Array.from(byRidge, mean));
  return {
    ...{ rows: sizes, ridges, errors },
    covarianceAt: (index) =>
      sizes.map((_, j) =>
        Float64Array.from(sizes, (_, k) => {
          const [a, b] = [squared[j][index[j]], squared[k][index[k]]];
          const [meanA, meanB] = [mean(a), mean(b)];
          const product = a.reduce((sum, one, i) => sum + (one / meanA - 1) * (b[i] / meanB - 1), 0);
          return product / (n * (n - 1));
        }),
      ),
  };
}

const LEAST_ROWS = 4;

interface Problem {
  gram: Float64Array;
  labels: Float64Array;
  outputs: number;
  n: number;
}

/** Squared errors on the tested rows, by ridge. */
function heldOut(
  { gram, labels, outputs, n }: Problem,
  trained: Int32Array,
  tested: Int32Array,
  ridges: number[],
  engine: Engine,
): Float64Array[] {
  const { heap } = engine;
  const m = trained.length;
  return heap.scope(() => {
    const own = heap.matrix(m, m);
    const cross = heap.matrix(tested.length, m);
    const targets = heap.matrix(m, outputs);
    const intercept = new Float64Array(outputs);
    trained.forEach((row) => {
      for (let c = 0; c < outputs; c++) intercept[c] += labels[row * outputs + c] / m;
    });
    trained.forEach((row, i) => {
      for (let c = 0; c < outputs; c++) targets.values[i * outputs + c] = labels[row * outputs + c] - intercept[c];
    });
    copyPart(gram, n, trained, trained, own);
    copyPart(gram, n, tested, trained, cross);
    const means = centreGram(own);
    centreCross(cross, means);
    const samples = m - 1;
    const values = own.values;
    for (let k = 0; k < values.length; k++) values[k] /= samples;
    const { eigenvalues, along } = spectrumOfGram(own, targets, engine);
    const rotated = heap.matrix(tested.length, m);
    engine.gemm({ a: cross, b: own, transposeB: true, c: rotated });
    const weights = heap.matrix(m, outputs);
    const predicted = heap.matrix(tested.length, outputs);
    return ridges.map((ridge) => {
      const entries = weights.values;
      for (let k = 0; k < m; k++)
        for (let c = 0; c < outputs; c++)
          entries[k * outputs + c] = along[k * outputs + c] / (samples * (Math.max(0, eigenvalues[k]) + ridge));
      engine.gemm({ a: rotated, b: weights, c: predicted });
      const found = predicted.values;
      return Float64Array.from(tested, (row, i) => {
        let sum = 0;
        for (let c = 0; c < outputs; c++)
          sum += squared(found[i * outputs + c] + intercept[c] - labels[row * outputs + c]);
        return sum;
      });
    });
  });
}

function copyPart(gram: Float64Array, n: number, rows: Int32Array, columns: Int32Array, into: Matrix): void {
  const values = into.values;
  rows.forEach((row, i) => {
    const start = row * n;
    for (let j = 0; j < columns.length; j++) values[i * columns.length + j] = gram[start + columns[j]];
  });
}

/** The column means and the mean of a Gram matrix. */
export interface GramMeans {
  columns: Float64Array;
  all: number;
}

/** Takes the mean off every feature: in place, rows and columns then sum to 0. */
export function centreGram(gram: Matrix): GramMeans {
  const { rows: n, values } = gram;
  const columns = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) columns[j] += values[i * n + j] / n;
  const all = columns.reduce((a, b) => a + b, 0) / n;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) values[i * n + j] += all - columns[i] - columns[j];
  return { columns, all };
}

/** The same for other points against those of the Gram matrix, in place. */
function centreCross(cross: Matrix, { columns, all }: GramMeans): void {
  const { rows, columns: m, values } = cross;
  for (let i = 0; i < rows; i++) {
    let mean = 0;
    for (let j = 0; j < m; j++) mean += values[i * m + j] / m;
    for (let j = 0; j < m; j++) values[i * m + j] += all - mean - columns[j];
  }
}
