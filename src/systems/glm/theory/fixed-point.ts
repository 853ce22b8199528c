import { NoConvergence, Singular } from '../../../numeric/errors.ts';
import { solveLinear } from '../../../numeric/small-systems.ts';

/** A map of some numbers to as many. */
export type NumbersMap = (x: Float64Array) => Float64Array;

export interface FixedPoint {
  x: Float64Array;
  /** The largest error that any of x may have, absolute. */
  error: number;
}

/** Of a map whose numbers come from quadratures. */
const ROUNDING = 1e-13;
const SETTLED = 3e-12;
const MOST_MAPS = 3000;
/**
 * Steps of the map itself, halved, before the first one of Newton’s method, and after a bad one.
 */
const PLAIN = 8;

/**
 * The fixed point x = map(x) that the damped iteration from `start` tends to, found by Newton’s
 * method with differences for derivatives as soon as that is quicker. The error is what is left of
 * the residual, and the rounding of the map, through (1 − ∂map)⁻¹. Throws `NoConvergence`.
 */
export function fixedPoint(map: NumbersMap, start: ArrayLike<number>): FixedPoint {
  let maps = 0;
  const at = (point: Float64Array) => {
    maps++;
    const image = map(point);
    return { point, image, residual: distance(point, image) };
  };
  let here = at(Float64Array.from(start));
  let plain = PLAIN;
  while (maps < MOST_MAPS) {
    if (!Number.isFinite(here.residual)) break;
    if (plain > 0 && here.residual > SETTLED) {
      here = at(here.point.map((one, i) => 0.5 * (one + here.image[i])));
      plain--;
      continue;
    }
    const jacobian = differences(map, here.point, here.image);
    maps += here.point.length;
    const inverse = inverseOf(jacobian);
    if (inverse === undefined) {
      plain = 2 * PLAIN;
      here = at(here.point.map((one, i) => 0.5 * (one + here.image[i])));
      continue;
    }
    const step = inverse.map((row) => row.reduce((sum, one, j) => sum + one * (here.image[j] - here.point[j]), 0));
    const gain = Math.max(...inverse.map((row) => row.reduce((sum, one) => sum + Math.abs(one), 0)));
    if (here.residual <= SETTLED) {
      const next = at(here.point.map((one, i) => one + step[i]));
      const best = next.residual <= here.residual ? next : here;
      return { x: best.point, error: gain * (best.residual + ROUNDING) };
    }
    const next = at(here.point.map((one, i) => one + Math.max(-1, Math.min(1, step[i]))));
    if (next.residual < 0.7 * here.residual) here = next;
    else plain = PLAIN;
  }
  throw new NoConvergence(
    'theory’s fixed point has not been found, as where fits are next to exact, next to α_c or of a tiny ridge: give a larger ridge, more noise, or other samples',
  );
}

function distance(x: Float64Array, y: Float64Array): number {
  return x.reduce((most, one, i) => {
    const off = Math.abs(one - y[i]);
    return off > most || Number.isNaN(off) ? off : most;
  }, 0);
}

/** ∂map by forward differences, by rows. */
function differences(map: NumbersMap, x: Float64Array, image: Float64Array): Float64Array[] {
  const rows = Array.from(x, () => new Float64Array(x.length));
  for (let j = 0; j < x.length; j++) {
    const moved = Float64Array.from(x);
    const h = 1e-6 * (1 + Math.abs(x[j]));
    moved[j] += h;
    const other = map(moved);
    for (let i = 0; i < x.length; i++) rows[i][j] = (other[i] - image[i]) / h;
  }
  return rows;
}

/** (1 − J)⁻¹ by rows; undefined where it is singular. */
function inverseOf(jacobian: Float64Array[]): Float64Array[] | undefined {
  const n = jacobian.length;
  const left = jacobian.map((row, i) => row.map((one, j) => (i === j ? 1 : 0) - one));
  try {
    const columns = left.map((_, j) =>
      solveLinear(
        left,
        Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)),
      ),
    );
    return left.map((_, i) => Float64Array.from(columns, (column) => column[i]));
  } catch (error) {
    if (error instanceof Singular) return undefined;
    throw error;
  }
}
