import type { Dataset } from '../../data/dataset.ts';
import type { RowSource } from '../../data/row-source.ts';
import { squared, wholePower } from '../../numeric/special.ts';
import { GROUPS, isSeen } from './learn.ts';
import type { Asked } from './parameters.ts';

/** Floating-point operations a second of products, and of eigenvectors: of the slower engine. */
const PRODUCT = 4e9;
const EIGEN = 1.5e9;
/** Operations of an eigenproblem of size n, over n³. */
const EIGHTH = 9;

/** From the shape of the table alone. */
export function costOf(
  { source, data }: { source: RowSource; data: Pick<Dataset, 'values'> },
  { kernel, splits, holdOut, kernelRows }: Asked,
): { seconds: number; bytes: number; sentence: string } {
  const { rows, features, outputs } = source;
  // Of the file as it is, as it is read, and with the target beside it.
  const table = 3 * data.values.byteLength + BASE;
  if (isSeen(source, rows, { kernel })) {
    const passes = 1 + splits * holdOut;
    const eigen = (GROUPS + 1 + splits) * EIGHTH * (features * features * features);
    const grids = 33 * GROUPS * 6 * squared(features) * outputs;
    const seconds = (passes * 2 * rows * squared(features)) / PRODUCT + eigen / EIGEN + grids / PRODUCT;
    return {
      ...{ seconds, bytes: table + 8 * ((GROUPS + 9) * squared(features)) },
      sentence: `${rows} × ${features}, sums over ${GROUPS} groups of rows and their eigenvectors`,
    };
  }
  const n = Math.min(rows, kernelRows);
  const learning = (m: number) => (m < 500 ? 10 : 5) * EIGHTH * wholePower(0.9 * m, 3) * 1.2 + EIGHTH * (m * m * m);
  const seconds = (learning(n) + splits * learning(holdOut * n)) / EIGEN;
  return {
    ...{ seconds, bytes: table + 8 * (9 * squared(n) + n * features) },
    sentence: `${n} of ${rows} rows × ${features}, eigenproblems of up to ${n}`,
  };
}

/** Of the program itself. */
const BASE = 1.8e8;
