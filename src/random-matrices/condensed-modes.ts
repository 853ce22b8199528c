import { arccos } from '../numeric/arc.ts';
import type { Complex } from '../numeric/complex.ts';
import { cos, power, squared } from '../numeric/special.ts';

/**
 * Modes in the place of many: sums Σ_k w_k f(λ_k) over them are those over all modes, for functions
 * f(λ) = 1/(λ + κ) whose pole −κ keeps away from the λ_k.
 */
export interface CondensedModes {
  /** λ, ascending, and one array of weights for each that was given; some may be negative. */
  values: Float64Array;
  weights: Float64Array[];
  /** Whether f at this κ is good to 1e-11 of itself at every λ_k. */
  resolves(kappa: Complex): boolean;
}

/** λ of one interval lie within this factor. */
const RATIO = 2;
/** Chebyshev's points of an interval; one with no more modes than these keeps its own. */
const POINTS = 24;

/** x_j = cos((j + ½)π/n), ascending, and T_m(x_j) by rows of one point. */
const points = Float64Array.from({ length: POINTS }, (_, j) => -cos(((j + 0.5) * Math.PI) / POINTS));
const polynomials = Array.from(points, (x) => Float64Array.from({ length: POINTS }, (_, m) => cos(m * arccos(x))));

interface Interval {
  centre: number;
  half: number;
}

/**
 * `lambda`: λ_k > 0, in any order; `weights`: lists as long. Over each factor of 2 in λ the
 * function is interpolated in Chebyshev's points, which leaves the relative error T_n(x)/T_n(x₀)
 * for a pole at x₀ in the interval's coordinate, and every mode's weight is shared out among the
 * points. So K modes of a power law λ_k = k^(−b) become some 25/b + 24 b log₂(bK/25).
 */
export function condensedModes(lambda: Float64Array, weights: readonly Float64Array[]): CondensedModes {
  const order = ascendingOrder(lambda);
  const values: number[] = [];
  const moved: number[][] = weights.map(() => []);
  const intervals: Interval[] = [];
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && lambda[order[end]] < RATIO * lambda[order[start]]) end++;
    const members = order.subarray(start, end);
    if (members.length <= POINTS) {
      for (const k of members) values.push(lambda[k]);
      weights.forEach((given, w) => {
        for (const k of members) moved[w].push(given[k]);
      });
      continue;
    }
    const [least, most] = [lambda[order[start]], lambda[order[end - 1]]];
    const interval = { centre: (least + most) / 2, half: Math.max(most - least, Number.EPSILON * most) / 2 };
    intervals.push(interval);
    for (const x of points) values.push(interval.centre + interval.half * x);
    weights.forEach((given, w) => {
      const moments = momentsOf(members, lambda, given, interval);
      for (const values of polynomials) {
        let share = moments[0];
        for (let m = 1; m < POINTS; m++) share += 2 * moments[m] * values[m];
        moved[w].push(share / POINTS);
      }
    });
  }
  return {
    values: Float64Array.from(values),
    weights: moved.map((one) => Float64Array.from(one)),
    resolves: (kappa) => intervals.every((interval) => growthAt(kappa, interval) > RESOLVED),
  };
}

/**
 * The places of ascending λ. Spectra come as often in descending order, where nothing is sorted.
 */
function ascendingOrder(lambda: Float64Array): Uint32Array {
  const order = new Uint32Array(lambda.length);
  let descends = true;
  for (let k = 0; k < order.length; k++) {
    order[k] = order.length - 1 - k;
    if (k > 0 && !(lambda[k] <= lambda[k - 1])) descends = false;
  }
  return descends ? order : order.sort((i, j) => lambda[i] - lambda[j]);
}

/** Σ_k w_k T_m(x_k), by m. */
function momentsOf(members: Uint32Array, lambda: Float64Array, weights: Float64Array, { centre, half }: Interval) {
  const moments = new Float64Array(POINTS);
  for (const k of members) {
    const x = (lambda[k] - centre) / half;
    let [before, now] = [weights[k] * x, weights[k]];
    for (let m = 0; m < POINTS; m++) {
      moments[m] += now;
      [before, now] = [now, 2 * x * now - before];
    }
  }
  return moments;
}

/** Growth by which |T_n| at a pole, half of its n-th power to within a factor 2, is 1e11. */
const RESOLVED = power(2e11, 1 / POINTS);

/** |x₀ + √(x₀² − 1)| at the pole −κ. */
function growthAt({ re, im }: Complex, { centre, half }: Interval): number {
  const [x, y] = [(-re - centre) / half, -im / half];
  // The sum of the distances from the foci ±1 is ρ + 1/ρ.
  const axis = (Math.sqrt(squared(x - 1) + y * y) + Math.sqrt(squared(x + 1) + y * y)) / 2;
  return axis + Math.sqrt(Math.max(axis * axis - 1, 0));
}
