import type { Engine } from '../numeric/engine.ts';
import { BadShape, OutOfRange } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import { squaredDistances } from './kernels.ts';

/**
 * The share of its k nearest rows, by Euclidean distance, that a row has in common in both
 * representations, in the mean over rows; of equal distances the first row counts as nearer. Huh et
 * al. 2024 (arXiv 2405.07987) normalise rows to length one before. Throws `BadShape`, and
 * `OutOfRange` for k not from 1 to n − 1.
 */
export function mutualNeighbours(x: Matrix, y: Matrix, k: number, engine: Engine): number {
  const n = x.rows;
  if (y.rows !== n)
    throw new BadShape(`representations of the same rows are compared, but there are ${n} and ${y.rows}`);
  if (!(Number.isInteger(k) && k >= 1 && k < n))
    throw new OutOfRange('the number of neighbours', k, `a whole number from 1 to ${n - 1}`);
  return engine.heap.scope(() => {
    const [a, b] = [x, y].map((one) => nearest(squaredDistances(one, engine), k));
    let common = 0;
    for (let i = 0; i < n; i++) {
      const mine = new Set(a[i]);
      for (const other of b[i]) if (mine.has(other)) common++;
    }
    return common / (n * k);
  });
}

/** For each row the k nearest others. */
function nearest({ rows: n, values }: Matrix, k: number): Int32Array[] {
  return Array.from({ length: n }, (_, i) => {
    const distances = values.subarray(i * n, (i + 1) * n);
    const chosen = new Int32Array(k);
    let count = 0;
    for (let j = 0; j < n; j++) {
      if (j === i || (count === k && distances[j] >= distances[chosen[k - 1]])) continue;
      if (count < k) count++;
      let at = count - 1;
      for (; at > 0 && distances[j] < distances[chosen[at - 1]]; at--) chosen[at] = chosen[at - 1];
      chosen[at] = j;
    }
    return chosen;
  });
}
