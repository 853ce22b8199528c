import { NoSolution, OutOfRange } from '../../../numeric/errors.ts';
import { integrateOde } from '../../../numeric/ode.ts';
import { brent } from '../../../numeric/roots.ts';
import { atanh, exp, log, log1p, power, tanh } from '../../../numeric/special.ts';
import type { AverageFunctions } from './averages.ts';

// Student σ(w·x) and teacher σ(w*·x) of unit vectors in d dimensions, x ~ N(0, 1); overlap m =
// w·w*. Spherical SGD on ½(σ(w·x) − σ(w*·x))² with steps δ/d; time t = δ·steps/d.

/**
 * dm/dt = (1 − m²) Σ k c_k² m^(k−1) − (δ/2) m V(m) for d → ∞. The second term is the price of the
 * sphere: noise lengthens w in directions that are of no use. At δ = 0 gradient flow on the
 * population loss (Ben Arous, Gheissari & Jagannath 2021, 2003.10409).
 */
export function flowDrift({ slope, noise }: AverageFunctions, delta: number): Drift {
  if (delta === 0) return (m) => (1 - m * m) * slope(m);
  return (m) => (1 - m * m) * slope(m) - (delta / 2) * m * noise(m);
}

/** dm/dt as a function of m. */
export type Drift = (m: number) => number;

/** m at each of `times` (ascending, from 0) by dm/dt = drift(m), from m0. Local errors of 1e-11. */
export function overlapFlow(drift: Drift, m0: number, times: ArrayLike<number>): Float64Array {
  const slopes = (_: number, y: Float64Array, out: Float64Array) => {
    out[0] = drift(y[0]);
  };
  const overlaps = new Float64Array(times.length);
  let [m, reached] = [m0, 0];
  for (let i = 0; i < times.length; i++) {
    if (!hasSettled(drift, m))
      [[m]] = integrateOde(slopes, Float64Array.of(m), reached, [times[i]], { relative: 1e-11, absolute: 1e-14 });
    reached = times[i];
    overlaps[i] = m;
  }
  return overlaps;
}

/**
 * At a stable fixed point, to within the steps' own errors: nothing happens there any more, for
 * however long.
 */
function hasSettled(drift: Drift, m: number): boolean {
  const speed = drift(m);
  const slope = (speed - drift(m - STEP)) / STEP;
  return slope < 0 && Math.abs(speed) < 1e-10 * -slope;
}

const STEP = 1e-6;

/**
 * The time in which population gradient flow (δ = 0) on h_k takes the overlap from m0 to m: ∫ dm /
 * (k m^(k−1) (1 − m²)), in closed form. k = 1: artanh m; k = 2: ½ log m − ¼ log(1 − m²); k ≥ 3 by
 * recursion. Throws `OutOfRange` outside 0 < m0 ≤ m < 1 (0 ≤ m0 for k = 1).
 */
export function populationTime(k: number, m0: number, m: number): number {
  if (!(m0 <= m && m < 1 && (m0 > 0 || (k === 1 && m0 >= 0))))
    throw new OutOfRange('the overlaps', `${m0} to ${m}`, 'between 0 and 1, and rising');
  return (antiderivative(k - 1, m) - antiderivative(k - 1, m0)) / k;
}

/** ∫ dm m^(−p)/(1 − m²). */
function antiderivative(p: number, m: number): number {
  if (p === 0) return atanh(m);
  if (p === 1) return log(m) - 0.5 * log1p(-m * m);
  return antiderivative(p - 2, m) - power(m, 1 - p) / (p - 1);
}

/** The overlap at time t of population gradient flow on h_k from 0 < m0 < 1. */
export function populationOverlap(k: number, m0: number, t: number): number {
  if (t === 0) return m0;
  if (k === 1) return tanh(t + atanh(m0));
  // 1 − m falls as e^(−2kt) at the fastest: beyond e^(−36) it is 1 in float64.
  const high = 1 - Number.EPSILON / 2;
  if (populationTime(k, m0, high) < t) return 1;
  return brent((m) => populationTime(k, m0, m) - t, m0, high);
}

/**
 * Time in which dm/dt = drift(m) takes the overlap from m0 to `target`; Infinity when it never
 * does.
 */
export function escapeTime(drift: Drift, m0: number, target: number): number {
  if (m0 >= target) return 0;
  // In the time T of dT/dm = 1/drift, with m as the variable: log m where it starts small.
  const from = log(m0);
  const to = log(target);
  for (let i = 0; i <= PROBES; i++) if (drift(exp(from + ((to - from) * i) / PROBES)) <= 0) return Infinity;
  const slopes = (y: number, _: Float64Array, out: Float64Array) => {
    const m = exp(y);
    out[0] = m / drift(m);
  };
  const [[time]] = integrateOde(slopes, Float64Array.of(0), from, [to], { relative: 1e-10, absolute: 1e-13 });
  return time;
}

/** Overlaps between start and target at which the drift is seen to be positive. */
const PROBES = 200;

/**
 * The largest δ at which the overlap rises from m: where the two terms of the drift cancel. Throws
 * `NoSolution` where it rises for none.
 */
export function largestStep(averages: AverageFunctions, m: number): number {
  const ascent = (1 - m * m) * averages.slope(m);
  if (!(ascent > 0)) throw new NoSolution(`the overlap does not rise from ${m} at any step size`);
  return (2 * ascent) / (m * averages.noise(m));
}
