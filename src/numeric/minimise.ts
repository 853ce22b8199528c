import { type InverseCurvature, RecentCurvature, WholeCurvature } from './inverse-curvature.ts';
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
  /**
   * For many variables: of so many steps curvature is remembered (ten or twenty serve), and not as
   * a whole matrix.
   */
  memory?: number;
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
 * L. Overton, Math. Program. 141 (2013) 135). For a few dozen variables at most, unless `memory` is
 * given. It promises nothing but descent: start from several places, and again from where it ends.
 */
export function minimise(
  objective: Objective,
  start: ArrayLike<number>,
  { steps: most = 1000, tolerance = 1e-14, memory, check }: MinimiseOptions = {},
): Minimum {
  let x: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(x.length);
  let value = objective(x, gradient);
  const inverse: InverseCurvature = memory ? new RecentCurvature(memory) : new WholeCurvature(x.length);
  let idle = 0;
  let steps = 0;
  for (; steps < most && idle < PATIENCE; steps++) {
    check?.();
    const direction = inverse.direction(gradient);
    let slope = inner(direction, gradient);
    if (!(slope < 0)) {
      if (gradient.every((one) => one === 0)) break;
      inverse.forget();
      direction.forEach((_, i) => {
        direction[i] = -gradient[i];
      });
      slope = inner(direction, gradient);
    }
    const next = search(objective, x, direction, value, slope);
    if (!next) {
      // No descent along a direction made of old curvatures: once more along the gradient.
      if (steps > 0 && idle === 0) {
        inverse.forget();
        idle = PATIENCE - 1;
        continue;
      }
      break;
    }
    idle = value - next.value <= tolerance * Math.abs(value) ? idle + 1 : 0;
    inverse.update(
      next.x.map((one, i) => one - x[i]),
      next.gradient.map((one, i) => one - gradient[i]),
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
  direction: Float64Array,
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
