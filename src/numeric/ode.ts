import { NoConvergence, OutOfRange } from './errors.ts';
import { power, squared } from './special.ts';

/** Writes dy/dt at time t and state y into `out`. */
export type Slopes = (t: number, y: Float64Array, out: Float64Array) => void;

export interface OdeTolerance {
  /** Local error of a step, relative to the state. Default 1e-9. */
  relative?: number;
  /** Local error of a step that always passes. Default 1e-12. */
  absolute?: number;
}

/**
 * What a step of `dormandPrince` promises: its local error falls as h^(order + 1), a solution with
 * fixed steps as h^order.
 */
export const dormandPrinceOrder = 5;

const MOST_STEPS = 200_000;

/**
 * The solution of dy/dt = f(t, y), y(from) = `start`, at each of `times` (ascending, from `from`
 * on). Embedded Runge–Kutta pair of orders 5 and 4 with steps chosen so that each leaves an error
 * within the tolerance; times are stepped on and not interpolated. For equations that are not
 * stiff. Throws `NoConvergence` when the state stops being finite or the steps run out. J. R.
 * Dormand & P. J. Prince, J. Comput. Appl. Math. 6 (1980) 19.
 */
export function integrateOde(
  slopes: Slopes,
  start: Float64Array,
  from: number,
  times: ArrayLike<number>,
  { relative = 1e-9, absolute = 1e-12 }: OdeTolerance = {},
): Float64Array[] {
  const pair = new DormandPrince(slopes, start.length);
  let y = start.slice();
  let next = new Float64Array(start.length);
  let t = from;
  let step = Number.POSITIVE_INFINITY;
  let taken = 0;
  const solution: Float64Array[] = [];
  for (let i = 0; i < times.length; i++) {
    const end = times[i];
    if (!(end >= t)) throw new OutOfRange('an output time', end, `at least ${t}: times ascend`);
    while (t < end) {
      if (step === Number.POSITIVE_INFINITY)
        step = pair.firstStep(t, y, times[times.length - 1] - t, relative, absolute);
      const last = t + step >= end * (1 - 1e-14);
      const h = last ? end - t : step;
      pair.take(t, y, h, next);
      const error = pair.error(y, next, relative, absolute);
      if (++taken > MOST_STEPS || (t + h === t && !last))
        throw new NoConvergence(`the differential equation needs too many steps beyond t = ${t}`);
      // An error that is not a number means that the step left the equation's domain.
      const factor = Number.isNaN(error)
        ? 0.1
        : Math.min(5, Math.max(0.1, 0.9 * power(error, -1 / dormandPrinceOrder)));
      if (error <= 1) {
        [y, next] = [next, y];
        t = last ? end : t + h;
        // A step cut short by an output time says nothing about the ones after it.
        if (!last || h * factor > step) step = h * factor;
      } else step = h * Math.min(1, factor);
    }
    solution.push(y.slice());
  }
  return solution;
}

/** The steps of the pair, with room for `size` components. */
export class DormandPrince {
  private readonly slopes: Slopes;
  private readonly stages: Float64Array[];
  private readonly trial: Float64Array;
  private size = 0;

  constructor(slopes: Slopes, size: number) {
    this.slopes = slopes;
    this.stages = Array.from({ length: 7 }, () => new Float64Array(size));
    this.trial = new Float64Array(size);
  }

  /** One step of length h from y at t, written into `next`. */
  take(t: number, y: Float64Array, h: number, next: Float64Array): void {
    const { stages, trial, slopes } = this;
    this.size = h;
    slopes(t, y, stages[0]);
    for (let s = 1; s < 7; s++) {
      const into = s === 6 ? next : trial;
      const weights = STAGE[s];
      for (let i = 0; i < y.length; i++) {
        let sum = 0;
        for (let r = 0; r < s; r++) sum += weights[r] * stages[r][i];
        into[i] = y[i] + h * sum;
      }
      slopes(t + NODE[s] * h, into, stages[s]);
    }
  }

  /** The error estimate of the last step, as a root mean square in units of the tolerance. */
  error(y: Float64Array, next: Float64Array, relative: number, absolute: number): number {
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      let difference = 0;
      for (let s = 0; s < 7; s++) difference += DIFFERENCE[s] * this.stages[s][i];
      total += squared((this.size * difference) / (absolute + relative * Math.max(Math.abs(y[i]), Math.abs(next[i]))));
    }
    return Math.sqrt(total / y.length);
  }

  /** A first step that changes the state by about a hundredth of what it is. */
  firstStep(t: number, y: Float64Array, span: number, relative: number, absolute: number): number {
    this.slopes(t, y, this.stages[0]);
    let [state, slope] = [0, 0];
    for (let i = 0; i < y.length; i++) {
      const unit = absolute + relative * Math.abs(y[i]);
      state += squared(y[i] / unit);
      slope += squared(this.stages[0][i] / unit);
    }
    const guess = slope > 0 && state > 0 ? 0.01 * Math.sqrt(state / slope) : 0.01 * span;
    return guess > 0 ? Math.min(span, guess) : span;
  }
}

const NODE = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
const STAGE = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Weights of order 5 less those of order 4. */
const DIFFERENCE = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
