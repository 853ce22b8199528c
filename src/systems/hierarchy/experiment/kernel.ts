import type { Engine } from '../../../numeric/engine.ts';
import { exp } from '../../../numeric/special.ts';
import type { HierarchyParameters } from '../parameters.ts';
import type { Data } from './rules.ts';

/** Data that occur more than once would leave the kernel matrix without an inverse. */
const RIDGE = 1e-3;

/**
 * Ridge regression of one-hot classes with the kernel e^(−Hamming distance); its share of right
 * answers.
 */
export function kernelAccuracy({ classes }: HierarchyParameters, train: Data, test: Data, engine: Engine): number {
  const { heap } = engine;
  return heap.scope(() => {
    const n = train.count;
    const gram = heap.matrix(n, n);
    fillKernel(gram.values, train, train);
    for (let i = 0; i < n; i++) gram.values[i * n + i] += RIDGE;
    const weights = heap.matrix(n, classes);
    train.classes.forEach((label, i) => {
      weights.values[i * classes + label] = 1;
    });
    engine.cholesky(gram);
    engine.solveCholesky(gram, weights);
    const across = heap.matrix(test.count, n);
    fillKernel(across.values, test, train);
    const outputs = heap.matrix(test.count, classes);
    engine.gemm({ a: across, b: weights, c: outputs });
    let right = 0;
    for (let i = 0; i < test.count; i++) {
      const row = outputs.values.subarray(i * classes, (i + 1) * classes);
      if (row.indexOf(Math.max(...row)) === test.classes[i]) right++;
    }
    return right / test.count;
  });
}

/** One row for each datum of `a`, one column for each of `b`. */
function fillKernel(target: ArrayLike<number> & { [index: number]: number }, a: Data, b: Data): void {
  const length = a.sentences.length / a.count;
  const values = Array.from({ length: length + 1 }, (_, distance) => exp(-distance));
  for (let i = 0; i < a.count; i++)
    for (let j = 0; j < b.count; j++) {
      let distance = 0;
      for (let t = 0; t < length; t++) if (a.sentences[i * length + t] !== b.sentences[j * length + t]) distance++;
      target[i * b.count + j] = values[distance];
    }
}
