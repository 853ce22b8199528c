import { NotFinite, OutOfRange } from '../numeric/errors.ts';
import { squared } from '../numeric/special.ts';
import { normalCdf, normalQuantile } from './distributions.ts';

export interface BootstrapInterval {
  estimate: number;
  low: number;
  high: number;
  /** The standard deviation of the resampled statistic. */
  standardError: number;
}

export interface BootstrapOptions {
  /** Default 0.95. */
  level?: number;
  /** Default 2000. */
  resamples?: number;
  /** `bca` (default) corrects the percentiles for bias and skewness; `percentile` does not. */
  method?: 'bca' | 'percentile';
}

/**
 * Bootstrap confidence interval of `statistic(items)`, resampling the items with the generator
 * given, uniform on [0, 1). Percentile and BCa of Efron 1987 (J. Amer. Statist. Assoc. 82, 171).
 * Use at least about ten items. Throws OutOfRange for fewer than 2 items, NotFinite when the
 * statistic is not finite on the items or a resample.
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (sample: T[]) => number,
  uniform: () => number,
  { level = 0.95, resamples = 2000, method = 'bca' }: BootstrapOptions = {},
): BootstrapInterval {
  const n = items.length;
  if (n < 2) throw new OutOfRange('the number of items to resample', n, 'at least 2');
  if (!(level > 0 && level < 1)) throw new OutOfRange('the level', level, 'between 0 and 1');
  if (!(resamples >= 2)) throw new OutOfRange('the number of resamples', resamples, 'at least 2');
  const evaluate = (sample: T[]) => {
    const value = statistic(sample);
    if (!Number.isFinite(value)) throw new NotFinite(`the statistic of a resample is ${value}`);
    return value;
  };
  const estimate = evaluate([...items]);
  const draws = new Float64Array(resamples);
  const sample = new Array<T>(n);
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < n; i++) sample[i] = items[Math.floor(uniform() * n)]!;
    draws[b] = evaluate(sample);
  }
  draws.sort();
  const mean = draws.reduce((sum, value) => sum + (value - estimate) / resamples, estimate);
  const standardError = Math.sqrt(draws.reduce((sum, value) => sum + squared(value - mean), 0) / (resamples - 1));
  const tail = (1 - level) / 2;
  let ends: [number, number] = [tail, 1 - tail];
  if (method === 'bca') ends = bcaLevels(draws, estimate, jackknife(items, evaluate), tail);
  return { estimate, low: quantile(draws, ends[0]), high: quantile(draws, ends[1]), standardError };
}

function bcaLevels(draws: Float64Array, estimate: number, left: Float64Array, tail: number): [number, number] {
  let below = 0;
  for (const value of draws) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  // A statistic at the edge of its resamples would have an infinite bias: half a resample keeps it
  // finite.
  const bias = normalQuantile(Math.min(Math.max(below, 0.5), draws.length - 0.5) / draws.length);
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
  let m2 = 0;
  let m3 = 0;
  for (const value of left) {
    m2 += squared(mean - value);
    m3 += (mean - value) * (mean - value) * (mean - value);
  }
  const acceleration = m2 > 0 ? m3 / (6 * m2 * Math.sqrt(m2)) : 0;
  const level = (z: number) => normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)));
  const z = normalQuantile(tail);
  return [level(z), level(-z)];
}

/** The statistic with each item left out in turn. */
function jackknife<T>(items: readonly T[], evaluate: (sample: T[]) => number): Float64Array {
  return Float64Array.from(items, (_, i) => evaluate(items.filter((_, j) => j !== i)));
}

function quantile(sorted: Float64Array, p: number): number {
  const position = Math.min(Math.max(p, 0), 1) * (sorted.length - 1);
  const i = Math.min(Math.floor(position), sorted.length - 2);
  return sorted[i]! + (position - i) * (sorted[i + 1]! - sorted[i]!);
}
