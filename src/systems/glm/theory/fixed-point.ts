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
/** Of shortened steps, which took up to 400 where they got there at all, and of careful ones. */
const MOST_MAPS = { shortened: 1000, careful: 3000 };
/**
 * Steps of the map itself, halved, before the first one of Newton’s method, and after a bad one.
 */
const PLAIN = 8;
/** A shortened step of Newton’s method changes no number by more. */
const LONGEST = 2;

/**
 * The fixed point x = map(x) that the damped iteration from `start` tends to, found by Newton’s
 * method with differences for derivatives as soon as that is quicker. The error is what is left of
 * the residual, and the rounding of the map, through (1 − ∂map)⁻¹. Throws `NoConvergence`.
 */
export function fixedPoint(map: NumbersMap, start: ArrayLike<number>): FixedPoint {
  // Shortened steps are by far quicker where they get there; careful ones are not led astray.
  const found =
    follow(map, start, shortenedStep, MOST_MAPS.shortened) ?? follow(map, start, carefulStep, MOST_MAPS.careful);
  if (found === undefined)
    throw new NoConvergence(
      'theory’s fixed point has not been found, as where fits are next to exact, next to α_c or of a tiny ridge: give a larger ridge, more noise, or other samples',
    );
  return found;
}

interface Iterate {
  point: Float64Array;
  image: Float64Array;
  residual: number;
}

/** What a step of Newton’s method leads to, where that is better by enough. */
type Stepping = (at: (point: Float64Array) => Iterate, here: Iterate, step: readonly number[]) => Iterate | undefined;

/** Along its direction, up to three times at a quarter of the length before. */
const shortenedStep: Stepping = (at, here, step) => {
  let part = Math.min(1, LONGEST / Math.max(...step.map(Math.abs)));
  for (let i = 0; i < 4; i++) {
    const next = at(moved(here.point, step, part));
    // Were the map straight, a part of the step would take as large a part of the residual.
    if (next.residual < (1 - 0.5 * part) * here.residual) return next;
    part /= 4;
  }
  return undefined;
};

/** Each number by 1 at most, all at once. */
const carefulStep: Stepping = (at, here, step) => {
  const next = at(here.point.map((one, i) => one + Math.max(-1, Math.min(1, step[i]))));
  return next.residual < 0.7 * here.residual ? next : undefined;
};

function follow(map: NumbersMap, start: ArrayLike<number>, stepping: Stepping, most: number): FixedPoint | undefined {
  let maps = 0;
  const at = (point: Float64Array): Iterate => {
    maps++;
    const image = map(point);
    return { point, image, residual: distance(point, image) };
  };
  let here = at(Float64Array.from(start));
  const halfway = () => at(here.point.map((one, i) => 0.5 * (one + here.image[i])));
  let plain = PLAIN;
  while (maps < most) {
    if (!Number.isFinite(here.residual)) break;
    if (plain > 0 && here.residual > SETTLED) {
      here = halfway();
      plain--;
      continue;
    }
    const jacobian = differences(map, here.point, here.image);
    maps += here.point.length;
    const inverse = inverseOf(jacobian);
    if (inverse === undefined) {
      plain = 2 * PLAIN;
      here = halfway();
      continue;
    }
    const step = inverse.map((row) => row.reduce((sum, one, j) => sum + one * (here.image[j] - here.point[j]), 0));
    const gain = Math.max(...inverse.map((row) => row.reduce((sum, one) => sum + Math.abs(one), 0)));
    if (here.residual <= SETTLED) {
      const next = at(moved(here.point, step, 1));
      const best = next.residual <= here.residual ? next : here;
      return { x: best.point, error: gain * (best.residual + ROUNDING) };
    }
    const next = stepping(at, here, step);
    if (next) here = next;
    else plain = PLAIN;
  }
  return undefined;
}

function moved(point: Float64Array, step: readonly number[], part: number): Float64Array {
  return point.map((one, i) => one + part * step[i]);
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
