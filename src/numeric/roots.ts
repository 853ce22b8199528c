import { NoConvergence, NoSolution, OutOfRange } from './errors.ts';
import { exp, log } from './special.ts';

/**
 * What a function of one positive variable reports at `x`: its value, and its derivative with
 * respect to log x.
 */
export interface LogSlope {
  value: number;
  slope: number;
}

const MOST_STEPS = 300;

/** Every so many steps the bracket must have halved, or it is halved. */
const CHECKED = 4;

/**
 * A Newton step in log x below this leaves an error of about its square, which is below float64's
 * resolution.
 */
const SETTLED = 1e-8;

/**
 * What `newtonInLog` promises: the root's relative error is at most this, plus the error of `f`
 * divided by its slope, for functions whose curvature in log x is at most some hundred slopes near
 * the root.
 */
export const newtonPromise = 1e-14;

/**
 * The root of a function of a positive variable: Newton's method in log x, inside a bracket that
 * only shrinks.
 *
 * `evaluate(x, out)` writes value and slope d/d log x into `out` (one object throughout: sweeps
 * call this millions of times). The value must have opposite signs at `lower` and `upper` (0 <
 * lower ≤ upper < ∞), with the sign at `upper` given by `rises`; neither end is evaluated. A step
 * that leaves the bracket, or that does not halve the value, gives way to a bisection in log x, so
 * that brackets of hundreds of decades cost some ten evaluations more. Throws `OutOfRange` for a
 * bracket that is none, `NoConvergence` when the value is not a number or the steps run out.
 */
export function newtonInLog(
  evaluate: (x: number, out: LogSlope) => void,
  lower: number,
  upper: number,
  rises: boolean,
  start = upper,
): number {
  if (!(lower > 0) || !(upper >= lower) || upper === Number.POSITIVE_INFINITY)
    throw new OutOfRange('the bracket', `[${lower}, ${upper}]`, 'positive, finite and in order');
  const out: LogSlope = { value: 0, slope: 0 };
  const sign = rises ? 1 : -1;
  let low = log(lower);
  let high = log(upper);
  let u = log(Math.min(Math.max(start, lower), upper));
  let before = Number.POSITIVE_INFINITY;
  let width = high - low;
  for (let step = 1; step <= MOST_STEPS; step++) {
    evaluate(exp(u), out);
    const value = sign * out.value;
    if (Number.isNaN(value)) throw new NoConvergence(`the function is not a number at ${exp(u)}`);
    if (value === 0) return exp(u);
    if (value > 0) high = u;
    else low = u;
    const grain = 4 * Number.EPSILON * Math.max(1, Math.abs(u));
    if (high - low <= grain) return exp(u);
    const next = u - out.value / out.slope;
    const inside = next >= low - grain && next <= high + grain;
    if (inside && Math.abs(next - u) <= SETTLED) return exp(next);
    let slow = Math.abs(value) > 0.5 * before;
    before = Math.abs(value);
    // Newton creeps by even steps where the function is exponential in log x: it must beat
    // bisection in the long run.
    if (step % CHECKED === 0) {
      slow ||= high - low > 0.5 * width;
      width = high - low;
    }
    u = inside && !slow ? Math.min(Math.max(next, low), high) : (low + high) / 2;
  }
  throw new NoConvergence(`no root to float64's resolution within ${MOST_STEPS} steps on [${lower}, ${upper}]`);
}

/**
 * The root of a continuous function on [a, b] by Brent's method (inverse quadratic interpolation,
 * safeguarded by bisection).
 *
 * Promise: the interval that holds the sign change ends no wider than `absolute + 4ε|x|`. Throws
 * `NoSolution` when the ends have the same sign. R. P. Brent, Algorithms for Minimization without
 * Derivatives (1973), chapter 4.
 */
export function brent(f: (x: number) => number, a: number, b: number, absolute = 0): number {
  let [xa, xb] = [a, b];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return xa;
  if (fb === 0) return xb;
  if (!(fa * fb < 0)) throw new NoSolution(`no sign change between ${a} and ${b}`);
  let [xc, fc] = [xa, fa];
  let last = xb - xa;
  let secondLast = last;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (fb > 0 === fc > 0) {
      [xc, fc] = [xa, fa];
      last = xb - xa;
      secondLast = last;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [xa, xb, xc] = [xb, xc, xb];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const resolution = 2 * Number.EPSILON * Math.abs(xb) + absolute / 2;
    const half = (xc - xb) / 2;
    if (Math.abs(half) <= resolution || fb === 0) return xb;
    const offered = interpolate(xa, xb, xc, fa, fb, fc);
    const limit = Math.min(3 * Math.abs(half) - resolution, Math.abs(secondLast)) / 2;
    if (
      Math.abs(secondLast) >= resolution &&
      Math.abs(fa) > Math.abs(fb) &&
      offered * half > 0 &&
      Math.abs(offered) < limit
    ) {
      secondLast = last;
      last = offered;
    } else {
      last = half;
      secondLast = half;
    }
    [xa, fa] = [xb, fb];
    xb += Math.abs(last) > resolution ? last : Math.sign(half) * resolution;
    fb = f(xb);
    if (Number.isNaN(fb)) throw new NoConvergence(`the function is not a number at ${xb}`);
  }
  throw new NoConvergence(`no root within ${MOST_STEPS} steps between ${a} and ${b}`);
}

/**
 * The step from xb to the root of the secant, or of the inverse parabola where three points differ.
 */
function interpolate(xa: number, xb: number, xc: number, fa: number, fb: number, fc: number): number {
  const s = fb / fa;
  if (xa === xc) return ((xc - xb) * s) / (s - 1);
  const q = fa / fc;
  const r = fb / fc;
  const p = s * ((xc - xb) * q * (q - r) - (xb - xa) * (r - 1));
  return -p / ((q - 1) * (r - 1) * (s - 1));
}
