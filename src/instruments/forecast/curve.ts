import { exp, log, log1p, power, squared } from '../../numeric/special.ts';
import { type CurvePoint, errorAt, type Ridge } from '../../regression/learning-curve.ts';
import { studentQuantile } from '../../statistics/distributions.ts';
import { GROUPS, type Learned } from './learn.ts';

/** A forecast error with its parts, and between what it is with a chance of 95 %. */
export interface Forecast extends CurvePoint {
  rows: number;
  low: number;
  high: number;
  /** The deviation of ln error. */
  deviation: number;
}

/** As forecast at one number of rows, on average over training sets of so many. */
export type Forecaster = (rows: number) => Forecast;

/**
 * `straying`: by how much forecasts stray, of ln error for each unit of ln rows beyond those used.
 */
export function forecaster(learned: Learned, ridge: Ridge, straying: number): Forecaster {
  const quantile = studentQuantile(0.975, GROUPS - 1);
  return (rows) => {
    const { point, variance } = meanAt(learned, rows, ridge);
    const beyond = straying * Math.max(0, log(rows / learned.rows));
    const deviation = Math.sqrt(variance + beyond * beyond);
    const reach = exp(quantile * deviation);
    return { ...point, rows, deviation, low: point.error / reach, high: point.error * reach };
  };
}

/** The mean over candidates, and the variance of ln error by what is open of it. */
export function meanAt(learned: Learned, rows: number, ridge: Ridge): { point: CurvePoint; variance: number } {
  const { candidates, levelVariance, without } = learned;
  const points = candidates.map(({ population, weight }) => ({ weight, ...errorAt(population, rows, ridge) }));
  const mean = (key: keyof CurvePoint) => points.reduce((sum, one) => sum + one.weight * one[key], 0);
  const point: CurvePoint = {
    ...{ error: mean('error'), bias: mean('bias'), variance: mean('variance') },
    ...{ noise: mean('noise'), kappa: mean('kappa'), ridge: mean('ridge') },
  };
  const relative = points.reduce((sum, one) => sum + one.weight * squared(one.error / point.error - 1), 0);
  const jackknifed = without.map((population) => log(errorAt(population, rows, ridge).error));
  // Errors are positive: a relative variance is one of a log-normal number.
  return { point, variance: log1p(relative) + levelVariance + jackknifeVariance(jackknifed) };
}

/** Of a number, by its values without one group each. */
export function jackknifeVariance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return ((values.length - 1) / values.length) * values.reduce((sum, one) => sum + squared(one - mean), 0);
}

/** Noise, with the same interval. */
export function noiseOf({ candidates, without, levelVariance }: Learned): { value: number; low: number; high: number } {
  const quantile = studentQuantile(0.975, GROUPS - 1);
  const value = candidates.reduce((sum, { weight, population }) => sum + weight * population.noise, 0);
  const spread =
    candidates.reduce((sum, { weight, population }) => sum + weight * squared(population.noise - value), 0) +
    levelVariance * squared(value) +
    jackknifeVariance(without.map(({ noise }) => noise));
  const half = quantile * Math.sqrt(spread);
  return { value, low: Math.max(0, value - half), high: value + half };
}

/** The fewest rows whose error is no more than wanted, up to `most`; undefined where none has. */
export function rowsFor(wanted: number, errorOf: (rows: number) => number, most: number): number | undefined {
  const grid = Array.from({ length: POINTS }, (_, i) => FEWEST * power(most / FEWEST, i / (POINTS - 1)));
  const found = grid.findIndex((rows) => errorOf(rows) <= wanted);
  if (found < 0) return undefined;
  if (found === 0) return Math.ceil(grid[0]);
  let [low, high] = [grid[found - 1], grid[found]];
  while (high > low * 1.001) {
    const middle = Math.sqrt(low * high);
    if (errorOf(middle) <= wanted) high = middle;
    else low = middle;
  }
  return Math.ceil(high);
}

/** Rows from which on a number of them is looked for. */
export const FEWEST = 8;
const POINTS = 60;
