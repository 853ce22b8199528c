import { inner } from './small-systems.ts';

/** The value of a function at `x`; its gradient goes into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  x: Float64Array;
  value: number;
  steps: number;
}

export interface MinimiseOptions {
  /** Default 1000. */
  steps?: number;
  /** Ends when so many steps in a row have each gained less than this, relative. Default 1e-14. */
  tolerance?: number;
  /** Called at every step; may throw. */
  check?: () => void;
}

const PATIENCE = 3;
/** Of the weak Wolfe conditions: descent, and flattening. */
const DESCENT = 1e-4;
const FLATTER = 0.9;
const MOST_TRIALS = 60;

/**
 * A local minimum by the method of Broyden, Fletcher, Goldfarb and Shanno, with a line search that
 * brackets the weak Wolfe conditions by bisection: it gets along with kinks too (A. S. Lewis & M.
 * L. Overton, Math. Program. 141 (2013) 135). For a few dozen variables at most. It promises
 * nothing but descent: start from several places, and again from where it ends.
 */
export function minimise(
  objective: Objective,
  start: ArrayLike<number>,
  { steps: most = 1000, tolerance = 1e-14, check }: MinimiseOptions = {},
): Minimum {
  const n = start.length;
  let x: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(n);
  let value = objective(x, gradient);
  let inverse = identity(n);
  let idle = 0;
  let steps = 0;
  for (; steps < most && idle < PATIENCE; steps++) {
    check?.();
    const direction = inverse.map((row) => -inner(row, gradient));
    let slope = inner(direction, gradient);
    if (!(slope < 0)) {
      if (gradient.every((one) => one === 0)) break;
      inverse = identity(n);
      direction.forEach((_, i) => {
        direction[i] = -gradient[i];
      });
      slope = inner(direction, gradient);
    }
    const next = search(objective, x, direction, value, slope);
    if (!next) {
      // No descent along a direction made of old curvatures: once more along the gradient.
      if (steps > 0 && idle === 0) {
        inverse = identity(n);
        idle = PATIENCE - 1;
        continue;
      }
      break;
    }
    idle = value - next.value <= tolerance * Math.abs(value) ? idle + 1 : 0;
    update(
      inverse,
      next.x.map((one, i) => one - x[i]),
      next.gradient.map((one, i) => one - gradient[i]),
      steps === 0,
    );
    ({ x, gradient, value } = next);
  }
  return { x, value, steps };
}

interface Place {
  x: Float64Array;
  gradient: Float64Array;
  value: number;
}

/** A step along the direction that goes down and flattens; the lowest found where none flattens. */
function search(
  objective: Objective,
  x: Float64Array,
  direction: ArrayLike<number>,
  value: number,
  slope: number,
): Place | undefined {
  let [low, high, t] = [0, Number.POSITIVE_INFINITY, 1];
  let lowest: Place | undefined;
  for (let trial = 0; trial < MOST_TRIALS; trial++) {
    const place: Place = {
      x: x.map((one, i) => one + t * direction[i]),
      gradient: new Float64Array(x.length),
      value: 0,
    };
    place.value = objective(place.x, place.gradient);
    const goesDown = place.value <= value + DESCENT * t * slope;
    if (place.value < (lowest?.value ?? value)) lowest = place;
    if (goesDown && inner(place.gradient, direction) >= FLATTER * slope) return place;
    if (goesDown) low = t;
    else high = t;
    t = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
  }
  return lowest;
}

/** The inverse Hessian's update, in place, from a step and the change of the gradient along it. */
function update(inverse: Float64Array[], step: Float64Array, change: Float64Array, isFirst: boolean): void {
  const curvature = inner(step, change);
  if (!(curvature > 0)) return;
  if (isFirst) {
    const scale = curvature / inner(change, change);
    inverse.forEach((row, i) => {
      row[i] = scale;
    });
  }
  const moved = inverse.map((row) => inner(row, change));
  const square = (1 + inner(moved, change) / curvature) / curvature;
  inverse.forEach((row, i) => {
    for (let j = 0; j < row.length; j++)
      row[j] += square * step[i] * step[j] - (moved[i] * step[j] + step[i] * moved[j]) / curvature;
  });
}

function identity(n: number): Float64Array[] {
  return Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
}
