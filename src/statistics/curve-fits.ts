import { OutOfRange } from '../numeric/errors.ts';
import { exp, log, squared } from '../numeric/special.ts';

/**
 * What of a curve y(x) becomes a number: exponents, crossings, optima. Each function returns a fit
 * that takes the points in ascending x and gives `undefined` where the curve has no such thing, a
 * NaN on the way included. All of them follow a change of the units of x and y exactly as their
 * name says, but for round-off.
 */
export interface CurveFit {
  (x: Float64Array, y: Float64Array): number | undefined;
  /**
   * Of a fit that gives the exponent of a power law: where in x it looks, so that it can be drawn.
   */
  power?: { from: number; to: number };
}

/**
 * The exponent p of y ∝ x^p: the slope of the least-squares line of ln y on ln x through the points
 * with 0 < x and from ≤ x ≤ to. Promise: on an exact power, p to round-off (about 1e-13 over a
 * decade). Undefined with fewer than two such points, or where a y among them is not positive and
 * finite. Throws OutOfRange for an empty range.
 */
export function powerExponent({ from = 0, to = Infinity }: { from?: number; to?: number } = {}): CurveFit {
  if (!(from < to)) throw new OutOfRange('the range of an exponent', `${from} to ${to}`, 'in ascending order');
  const fit: CurveFit = (x, y) => {
    const u: number[] = [];
    const v: number[] = [];
    for (let i = 0; i < x.length; i++) {
      if (!(x[i]! > 0 && x[i]! >= from && x[i]! <= to)) continue;
      if (!(y[i]! > 0 && y[i]! < Infinity)) return undefined;
      u.push(log(x[i]!));
      v.push(log(y[i]!));
    }
    return leastSquaresSlope(u, v);
  };
  return Object.assign(fit, { power: { from, to } });
}

/**
 * The length over which y changes by a factor of e: 1/|slope| of the least-squares line of ln y on
 * x, through the points with x from `from` times the largest x on (0.5: the upper half). Promise:
 * on an exact exponential, exact to round-off. Undefined with fewer than two such points, where a y
 * among them is not positive and finite, and for a curve that does not change.
 */
export function scaleLength({ from = 0 }: { from?: number } = {}): CurveFit {
  return (x, y) => {
    const start = x.findIndex((each) => each >= from * x[x.length - 1]!);
    const values = Array.from(y.subarray(Math.max(0, start)));
    if (!values.every((value) => value > 0 && value < Infinity)) return undefined;
    const rate = leastSquaresSlope(Array.from(x.subarray(Math.max(0, start))), values.map(log));
    return rate === undefined || rate === 0 ? undefined : 1 / Math.abs(rate);
  };
}

export type Direction = 'up' | 'down' | 'either';

/** A level to be crossed: a number, or one that depends on the curve: `(y) => 0.5 * y[0]!`. */
export type Level = number | ((y: Float64Array) => number);

export interface CrossingOptions {
  /** Which way the curve must go through the level. Default `either`. */
  direction?: Direction;
  /**
   * How x and y run between two points: linearly (default), or in logs, for an exponential decay `{
   * y: 'log' }`, for a power law both. Between points of which one is not positive that variable
   * runs linearly after all.
   */
  x?: 'linear' | 'log';
  y?: 'linear' | 'log';
}

/**
 * Where the curve first reaches a level, from a point strictly on the other side of it. Promise:
 * exact, to round-off, for a curve that is a straight line between its points in the scales named.
 * Undefined where it never does; a curve that starts on the level has yet to cross it.
 *
 * The first crossing of a noisy curve comes early: keep the errors of its points below a tenth of
 * its distance from the level at the start, or the verdict on it is wrong more often than it says.
 */
export function crossing(
  level: Level,
  { direction = 'either', x: across = 'linear', y: along = 'linear' }: CrossingOptions = {},
): CurveFit {
  return (x, y) => {
    const at = typeof level === 'number' ? level : level(y);
    const position = firstCrossing(y, at, direction, along);
    if (position === undefined) return undefined;
    const left = Math.min(Math.floor(position), y.length - 2);
    return between(x[left]!, x[left + 1]!, position - left, across);
  };
}

/**
 * The position of the lowest (`least`) or highest (`most`) point: the vertex of the parabola
 * through it and its two neighbours, in ln x where all x are positive and span more than a decade.
 * Promise: exact, to round-off, for a parabola in that variable; for a smooth curve on a grid of
 * spacing h an error of order h². Undefined when the first such point is an end of the curve.
 */
export function optimum(which: 'least' | 'most'): CurveFit {
  const sign = which === 'least' ? 1 : -1;
  return (x, y) => {
    let best = 0;
    for (let i = 0; i < y.length; i++) {
      if (Number.isNaN(y[i]!)) return undefined;
      if (sign * y[i]! < sign * y[best]!) best = i;
    }
    if (best === 0 || best >= y.length - 1) return undefined;
    const inLogs = x[0]! > 0 && x[x.length - 1]! > 10 * x[0]!;
    const [a, b, c] = [-1, 0, 1].map((k) => (inLogs ? log(x[best + k]!) : x[best + k]!)) as [number, number, number];
    // The vertex lies where the slopes of the two chords, taken at their middles, pass through
    // zero.
    const left = (y[best]! - y[best - 1]!) / (b - a);
    const right = (y[best + 1]! - y[best]!) / (c - b);
    const vertex = (a + b) / 2 - left * ((c - a) / 2 / (right - left));
    if (!Number.isFinite(vertex)) return undefined;
    return inLogs ? exp(vertex) : vertex;
  };
}

/**
 * The first crossing of a level as a position among the points: 2.25 is a quarter of the way from
 * y[2] to y[3]. Undefined where the curve never crosses, or is NaN before it does.
 */
export function firstCrossing(
  y: Float64Array,
  level: number,
  direction: Direction = 'either',
  along: 'linear' | 'log' = 'linear',
): number | undefined {
  for (let i = 0; i + 1 < y.length; i++) {
    const [here, next] = [y[i]!, y[i + 1]!];
    if (Number.isNaN(here) || Number.isNaN(next)) return undefined;
    const up = direction !== 'down' && here < level && next >= level;
    const down = direction !== 'up' && here > level && next <= level;
    if (!up && !down) continue;
    const inLogs = along === 'log' && here > 0 && next > 0 && level > 0;
    const [from, to, at] = inLogs ? [log(here), log(next), log(level)] : [here, next, level];
    // A step to infinity, or one so small that its logs agree.
    const share = (at - from) / (to - from);
    return i + (share >= 0 && share <= 1 ? share : 1);
  }
  return undefined;
}

function between(from: number, to: number, share: number, across: 'linear' | 'log'): number {
  if (share === 0 || share === 1) return share === 0 ? from : to;
  if (across === 'log' && from > 0) return exp(log(from) + share * (log(to) - log(from)));
  return from + share * (to - from);
}

/** Of the least-squares line; undefined with fewer than two different x. */
export function leastSquaresSlope(x: number[], y: number[]): number | undefined {
  const middle = x.reduce((sum, each) => sum + each, 0) / x.length;
  const origin = y[0]!;
  let up = 0;
  let across = 0;
  for (let i = 0; i < x.length; i++) {
    up += (x[i]! - middle) * (y[i]! - origin);
    across += squared(x[i]! - middle);
  }
  return x.length > 1 && across > 0 ? up / across : undefined;
}
