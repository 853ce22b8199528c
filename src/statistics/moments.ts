import { NotFinite, OutOfRange } from '../numeric/errors.ts';
import { exp, log, log2, power } from '../numeric/special.ts';

/**
 * What is kept of the trials at one point. `standardError` is Infinity when it is not known (one
 * trial). `skewness`, when the trials are at least three and not all equal, lets the verdict allow
 * for lopsided trials.
 */
export interface Summary {
  mean: number;
  standardError: number;
  trials: number;
  skewness?: number;
}

/**
 * A median with a distribution-free interval. `coverage` is the interval's own, below the wanted
 * `level` when the trials are too few.
 */
export interface MedianSummary {
  median: number;
  low: number;
  high: number;
  coverage: number;
  trials: number;
}

/** Running central moments: sums of powers of the distance from the mean. */
export interface Moments {
  count: number;
  mean: number;
  m2: number;
  m3: number;
}

/**
 * Mean, standard error and count of the trials' values, in two passes about the first value, so
 * that equal values give a standard error of exactly 0. Throws OutOfRange for no values and
 * NotFinite for NaN or infinity.
 */
export function summarize(values: ArrayLike<number>): Summary {
  checkValues(values);
  const unit = unitOf(values);
  if (unit !== 1) {
    const { mean, standardError, ...rest } = summarize(Array.from(values, (value) => value / unit));
    return { mean: mean * unit, standardError: standardError * unit, ...rest };
  }
  const count = values.length;
  const origin = values[0]!;
  let sum = 0;
  for (let i = 1; i < count; i++) sum += values[i]! - origin;
  const mean = origin + sum / count;
  // m2 by the corrected two-pass formula (Chan, Golub & LeVeque 1983): the residual sum is
  // round-off, and is taken out.
  let residual = 0;
  let m2 = 0;
  let m3 = 0;
  for (let i = 0; i < count; i++) {
    const d = values[i]! - mean;
    residual += d;
    m2 += d * d;
    m3 += d * d * d;
  }
  return summaryOf({ count, mean, m2: m2 - (residual * residual) / count, m3 });
}

/** Values of at least this size, or none above its inverse, have powers that are no numbers. */
const EXTREME = 2 ** 300;

/** A power of two in which the largest value is about 1, where its powers are no numbers. */
function unitOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest === 0 || (largest < EXTREME && largest > 1 / EXTREME)) return 1;
  // Its inverse is a number as well.
  return power(2, Math.max(-1000, Math.min(1000, Math.floor(log2(largest)))));
}

/** The moments of no values: where `add` and `merge` start. */
export function noMoments(): Moments {
  return { count: 0, mean: 0, m2: 0, m3: 0 };
}

/** Adds one value in place (Welford 1962). Throws NotFinite. */
export function add(moments: Moments, value: number): Moments {
  if (!Number.isFinite(value)) throw new NotFinite(`a trial's value is ${value}`);
  return Object.assign(moments, merge(moments, { count: 1, mean: value, m2: 0, m3: 0 }));
}

/**
 * The moments of two sets of values together (Pébay 2008, Sandia report SAND2008-6212, eq. 2.1 and
 * 2.7).
 */
export function merge(a: Moments, b: Moments): Moments {
  if (a.count === 0) return { ...b };
  if (b.count === 0) return { ...a };
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (delta * b.count) / count,
    m2: a.m2 + b.m2 + (delta * delta * a.count * b.count) / count,
    m3:
      a.m3 +
      b.m3 +
      (delta * delta * delta * a.count * b.count * (a.count - b.count)) / (count * count) +
      (3 * delta * (a.count * b.m2 - b.count * a.m2)) / count,
  };
}

/** The summary of running moments. Throws OutOfRange when they are empty. */
export function summaryOf({ count, mean, m2, m3 }: Moments): Summary {
  if (count < 1) throw new OutOfRange('the number of trials', count, 'at least 1');
  if (count === 1) return { mean, standardError: Infinity, trials: 1 };
  const variance = Math.max(0, m2) / (count - 1);
  const summary: Summary = { mean, standardError: Math.sqrt(variance / count), trials: count };
  if (count >= 3 && variance > 0) {
    // The adjusted Fisher–Pearson coefficient G1 (Joanes & Gill 1998).
    const skewness = (m3 * count) / ((count - 1) * (count - 2) * variance * Math.sqrt(variance));
    if (Number.isFinite(skewness)) summary.skewness = skewness;
  }
  return summary;
}

/** The standard deviation of a sample of two numbers or more; NaN of fewer. */
export function sampleDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1));
}

/**
 * Median and the narrowest symmetric pair of order statistics that covers it with probability at
 * least `level` whatever the distribution (David & Nagaraja, Order Statistics, 2003, section 7.1).
 * With too few trials for the level it is the whole range, and `coverage` says what that covers.
 * Throws OutOfRange for no values, NotFinite for NaN or infinity.
 */
export function summarizeMedian(values: ArrayLike<number>, level = 0.68): MedianSummary {
  checkValues(values);
  if (!(level > 0 && level < 1)) throw new OutOfRange('the level', level, 'between 0 and 1');
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const half = n >> 1;
  const median = n % 2 === 1 ? sorted[half]! : sorted[half - 1]! + 0.5 * (sorted[half]! - sorted[half - 1]!);
  // [x_(k), x_(n+1−k)] misses the median with probability 2 P(B < k), B ~ binomial(n, ½).
  const tail = (1 - level) / 2;
  let k = 1;
  let below = exp(-n * Math.LN2);
  let logTerm = -n * Math.LN2;
  let missed = below;
  while (k < half) {
    logTerm += log((n - k + 1) / k);
    const next = below + exp(logTerm);
    if (next > tail) break;
    below = next;
    missed = below;
    k += 1;
  }
  return { median, low: sorted[k - 1]!, high: sorted[n - k]!, coverage: Math.max(0, 1 - 2 * missed), trials: n };
}

function checkValues(values: ArrayLike<number>): void {
  if (values.length === 0) throw new OutOfRange('the number of trials', 0, 'at least 1');
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new NotFinite(`value ${i} of the trials is ${values[i]}`);
  }
}
