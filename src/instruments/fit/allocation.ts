import { leastOnRange } from '../../numeric/golden-section.ts';
import type { FormFit } from '../../scaling-laws/fit-form.ts';
import type { Column } from '../../scaling-laws/forms/form.ts';
import { middle } from '../../scaling-laws/resample.ts';
import { type Analysis, type PredictedLoss, predictLoss } from './analysis.ts';
import { pointColumns } from './choose-law.ts';
import type { Runs } from './runs.ts';

/** Size and tokens of least loss at one compute, with the middle 95 % of those of the resamples. */
export interface Allocated extends PredictedLoss {
  compute: number;
  size: number;
  sizeInterval: [number, number];
  tokens: number;
  tokensInterval: [number, number];
}

/** Points of the grid on which the best size is looked for before it is narrowed down. */
const GRID = 120;
/** A least loss so near an end of the range is none, of its logarithm. */
const AT_END = 1e-3;

export interface AllocationOptions {
  operations: number;
  /** Different tokens that there are, where repetition is known to be worth less. */
  unique?: number;
}

/**
 * Where the law is least at `operations` · N · D = compute. Undefined where it has no least loss
 * between one parameter and one token, as where an exponent is not positive.
 */
export function allocate(
  analysis: Analysis,
  runs: Runs,
  compute: number,
  options: AllocationOptions,
): Allocated | undefined {
  const best = bestLoss(analysis, runs, compute, options);
  if (!best) return undefined;
  const product = compute / options.operations;
  const sizes = analysis.resampled
    .slice(0, MOST_RESAMPLES)
    .flatMap((fit) => bestSize(fit, analysis, product, options.unique) ?? []);
  const [low, high] = middle(sizes).map(Math.exp);
  return {
    ...best,
    tokens: product / best.size,
    sizeInterval: [low, high],
    tokensInterval: [product / high, product / low],
  };
}

/** The same without intervals of size and tokens. */
export function bestLoss(
  analysis: Analysis,
  runs: Runs,
  compute: number,
  { operations, unique }: AllocationOptions,
): (PredictedLoss & { compute: number; size: number }) | undefined {
  const product = compute / operations;
  const lnN = bestSize(analysis.fit, analysis, product, unique);
  if (lnN === undefined) return undefined;
  const size = Math.exp(lnN);
  const cost = costAt(runs, compute, size, product / size);
  return { compute, size, ...predictLoss(analysis, columnsAt(analysis, lnN, product, unique), runs, cost) };
}

/** ln N of the least loss. */
function bestSize(fit: FormFit, analysis: Analysis, product: number, unique?: number): number | undefined {
  const range: [number, number] = [0, Math.log(product)];
  const { at } = leastOnRange((lnN) => fit.logLoss(columnsAt(analysis, lnN, product, unique))[0], range, GRID);
  return Math.min(at, range[1] - at) > AT_END * range[1] ? at : undefined;
}

/** The resamples whose optima are looked for. */
const MOST_RESAMPLES = 300;

function columnsAt({ form }: Analysis, lnN: number, product: number, unique: number | undefined) {
  const N = Math.exp(lnN);
  const D = product / N;
  return pointColumns(form, { N, D, U: Math.min(D, unique ?? D) } as Record<Column, number>);
}

/** What runs are sorted by, at a point. */
export function costAt({ columns }: Runs, compute: number, size: number, tokens: number): number {
  return columns.C || (columns.N && columns.D) ? compute : columns.N ? size : tokens;
}
