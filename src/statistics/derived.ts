import { BadShape, NotFinite, OutOfRange } from '../numeric/errors.ts';
import { hypot, squared } from '../numeric/special.ts';
import type { CurveFit } from './curve-fits.ts';
import type { Summary } from './moments.ts';
import { count, percent } from './sentences.ts';

export interface DeriveOptions {
  /** Uniform on [0, 1): the caller keys it, so that the same trials give the same error. */
  uniform: () => number;
  /**
   * Default 400: the error is then known to 3.5 %, as it would be from 400 trials. Enough, for
   * fewer trials blur it more.
   */
  resamples?: number;
  /** What the number is called where there is none: `crossing time t₁`. */
  name?: string;
}

/**
 * A measured number, or why there is none; beside `predicted` and `at` it is a point for
 * `judgeCurve`. Where the error is not known (`Infinity`) for another reason than that there is one
 * trial, `whyNoError` says so.
 */
export type Derived = { measured: Summary; whyNoError?: string } | { notJudged: string; missing: true };

/**
 * There may be no number in this share of the resamples: without one tail of one per cent an error
 * comes out 4 % too small.
 */
const mostFailures = 0.01;

/**
 * The number that `draw` takes from the mean of n curves, each of one trial and given at the points
 * `x`, with its error: whole trials are resampled, for the values along one of them depend on one
 * another.
 *
 * The mean is `draw` of the mean of all trials. The standard error is that of the bootstrap (Efron
 * 1979, Ann. Statist. 7, 1), in which each resample is n − 1 of the n trials, drawn with
 * replacement: the variance of a resampled mean is then s²/n without bias, where n of n would make
 * it (n − 1)/n of that. A curved function of a noisy mean is biased; the bootstrap's estimate of
 * that bias is added to the error in quadrature. (Taken off the mean instead, it did not better the
 * error rates in simulation.) The skewness is that of the trials' influence on the number, found by
 * leaving each out in turn, so that a verdict allows for lopsided trials as it does for a mean:
 * log-normal trials with σ = ½ then give a wrong `holds` in 5 % of cases, and not in 8 %. With
 * σ = 1 (skewness 6) an exponent still has up to 12 %, where a mean has 7 %.
 *
 * Equal trials give an error of exactly 0, one trial gives none (Infinity). Throws BadShape for
 * curves of another length than `x`, OutOfRange for no trials or fewer than 2 resamples, NotFinite
 * for NaN or infinity in a trial.
 */
export function deriveAlongCoordinate(
  x: Float64Array,
  trials: readonly Float64Array[],
  draw: CurveFit,
  options: DeriveOptions,
): Derived {
  for (const trial of trials)
    if (trial.length !== x.length) throw new BadShape(`a trial has ${trial.length} values at ${x.length} points`);
  return derive(x, [groupOf(0, trials)], draw, options);
}

/**
 * The same for an axis of which every point has independent trials of a number: `trials[k]` are
 * those at x[k], as many as there are, and each point's are resampled on their own.
 * `measured.trials` is the number at the point that has fewest, so that a verdict counts on no more
 * degrees of freedom than are sure. Throws as above.
 */
export function deriveAlongAxis(
  x: Float64Array,
  trials: readonly ArrayLike<number>[],
  draw: CurveFit,
  options: DeriveOptions,
): Derived {
  if (trials.length !== x.length) throw new BadShape(`there are trials of ${trials.length} points, not of ${x.length}`);
  const single = (values: ArrayLike<number>) => Array.from(values, (value) => [value]);
  const groups = trials.map((values, k) => groupOf(k, single(values)));
  return derive(x, groups, draw, options);
}

/**
 * Trials that are resampled together: of each, its values at `width` points of the curve from
 * `start` on.
 */
interface Group {
  start: number;
  width: number;
  trials: number;
  /** trials × width */
  values: Float64Array;
}

function groupOf(start: number, trials: readonly ArrayLike<number>[]): Group {
  const width = trials[0]?.length ?? 0;
  const values = new Float64Array(trials.length * width);
  trials.forEach((trial, t) => {
    for (let i = 0; i < width; i++) {
      if (!Number.isFinite(trial[i]))
        throw new NotFinite(`the value of trial ${t} at point ${start + i} is ${trial[i]}`);
      values[t * width + i] = trial[i]!;
    }
  });
  return { start, width, trials: trials.length, values };
}

function derive(x: Float64Array, groups: Group[], draw: CurveFit, options: DeriveOptions): Derived {
  const { uniform, resamples = 400, name = 'such number' } = options;
  const trials = groups.reduce((least, group) => Math.min(least, group.trials), Infinity);
  if (!(trials >= 1 && trials < Infinity)) throw new OutOfRange('the number of trials', trials, 'at least 1');
  if (!(resamples >= 2)) throw new OutOfRange('the number of resamples', resamples, 'at least 2');

  const curve = new Float64Array(x.length);
  for (const group of groups) writeMean(group, group.trials, (k) => k, curve);
  const numberOf = (y: Float64Array) => {
    const value = draw(x, y);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  };
  const mean = numberOf(curve);
  if (mean === undefined) return { notJudged: `the mean of ${count(trials, 'trial')} has no ${name}`, missing: true };
  if (trials === 1) return { measured: { mean, standardError: Infinity, trials } };

  const resampled = new Float64Array(x.length);
  const distances: number[] = [];
  for (let r = 0; r < resamples; r++) {
    for (const group of groups) {
      writeMean(group, group.trials - 1, () => Math.floor(uniform() * group.trials), resampled);
    }
    const value = numberOf(resampled);
    if (value !== undefined) distances.push(value - mean);
  }
  const failures = 1 - distances.length / resamples;
  if (failures > mostFailures) {
    const whyNoError = `${percent(failures, 2)} of the resampled means have no ${name}`;
    return { measured: { mean, standardError: Infinity, trials }, whyNoError };
  }
  const bias = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  const squares = distances.reduce((sum, distance) => sum + squared(distance - bias), 0);
  const measured: Summary = {
    mean,
    standardError: hypot(Math.sqrt(squares / (distances.length - 1)), bias),
    trials,
  };
  const skewness = skewnessOf(groups, curve, numberOf, mean);
  if (skewness !== undefined) measured.skewness = skewness;
  return { measured };
}

/**
 * The mean of `size` of a group's trials, about the first one, so that equal trials have exactly
 * their own mean.
 */
function writeMean(
  { start, width, values }: Group,
  size: number,
  pick: (k: number) => number,
  curve: Float64Array,
): void {
  curve.fill(0, start, start + width);
  for (let k = 0; k < size; k++) {
    const row = pick(k) * width;
    for (let i = 0; i < width; i++) curve[start + i]! += values[row + i]! - values[i]!;
  }
  for (let i = 0; i < width; i++) curve[start + i] = values[i]! + curve[start + i]! / size;
}

/**
 * √trials times the skewness of the number's distribution, to leading order, from the influences u
 * of the trials on it: the third cumulant is Σ_groups Σ u³/n³ and the variance Σ_groups Σ u²/n²,
 * each with its small-sample factor, so that for one group and a linear function it is the adjusted
 * skewness of the trials. Undefined where there are fewer than three trials or no influence.
 */
function skewnessOf(
  groups: Group[],
  mean: Float64Array,
  numberOf: (y: Float64Array) => number | undefined,
  estimate: number,
): number | undefined {
  let variance = 0;
  let third = 0;
  let trials = Infinity;
  const curve = Float64Array.from(mean);
  for (const { start, width, values, trials: n } of groups) {
    if (n < 3) return undefined;
    trials = Math.min(trials, n);
    const influences: number[] = [];
    for (let row = 0; row < values.length; row += width) {
      for (let i = 0; i < width; i++) {
        const all = mean[start + i]!;
        curve[start + i] = all + (all - values[row + i]!) / (n - 1);
      }
      const without = numberOf(curve);
      if (without === undefined) return undefined;
      influences.push((n - 1) * (estimate - without));
    }
    curve.set(mean.subarray(start, start + width), start);
    const middle = influences.reduce((sum, u) => sum + u, 0) / n;
    variance += influences.reduce((sum, u) => sum + squared(u - middle), 0) / (n * (n - 1));
    third += influences.reduce((sum, u) => sum + cube(u - middle), 0) / (n * (n - 1) * (n - 2));
  }
  const skewness = (Math.sqrt(trials) * third) / (variance * Math.sqrt(variance));
  return Number.isFinite(skewness) ? skewness : undefined;
}

/** By products: `**` differs in its last bit between engines of JavaScript. */
function cube(x: number): number {
  return x * x * x;
}
