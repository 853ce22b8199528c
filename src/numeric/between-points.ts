import { exp, log } from './special.ts';

/** A value between the points of a curve, and how far it may be off. */
export interface Between {
  value: number;
  /** Absolute; 0 at a point of the curve. */
  error: number;
}

/**
 * A smooth curve, given at ascending `x`, between its points: the cubic through the two neighbours
 * on either side, and as its error what the parabolas that leave out one of the outer two differ
 * from it by; a kink between two points stays unseen. `scales` say in which variables the curve is
 * smooth; a logarithm is taken where all values are positive. Undefined outside the points, for
 * fewer than two of them, and beside a value that is no number.
 */
export function betweenPoints(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  at: number,
  scales: { x: 'log' | 'linear'; y: 'log' | 'linear' } = { x: 'linear', y: 'linear' },
): Between | undefined {
  const count = Math.min(x.length, y.length);
  const exact = indexOf(x, count, at);
  if (exact >= 0) return Number.isFinite(y[exact]) ? { value: y[exact], error: 0 } : undefined;
  if (count < 2 || !(at > x[0] && at < x[count - 1])) return undefined;
  let right = 1;
  while (x[right] < at) right++;
  const first = Math.max(0, right - 2);
  const last = Math.min(count - 1, right + 1);
  const near = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  if (!near.every((i) => Number.isFinite(y[i]))) return undefined;
  const isLogX = scales.x === 'log' && x[first] > 0;
  const isLogY = scales.y === 'log' && near.every((i) => y[i] > 0);
  const place = isLogX ? log(at) : at;
  const places = near.map((i) => (isLogX ? log(x[i]) : x[i]));
  const values = near.map((i) => (isLogY ? log(y[i]) : y[i]));
  const through = (from: number, to: number) => {
    const value = lagrange(places.slice(from, to), values.slice(from, to), place);
    return isLogY ? exp(value) : value;
  };
  const value = through(0, near.length);
  const error = Math.max(Math.abs(value - through(0, near.length - 1)), Math.abs(value - through(1, near.length)));
  return { value, error };
}

/** The point of the curve that stands at this place but for round-off, as text keeps it. */
function indexOf(x: ArrayLike<number>, count: number, at: number): number {
  for (let i = 0; i < count; i++) if (Math.abs(x[i] - at) <= 1e-9 * Math.abs(at)) return i;
  return -1;
}

function lagrange(x: number[], y: number[], at: number): number {
  return x.reduce(
    (sum, xi, i) =>
      sum + y[i] * x.reduce((product, xj, j) => (i === j ? product : (product * (at - xj)) / (xi - xj)), 1),
    0,
  );
}
