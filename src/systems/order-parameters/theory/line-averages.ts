import { exp, log, log1p } from '../../../numeric/special.ts';

/** Points and weights, which add up to 1, of an average over a random number. */
export interface Average {
  at: Float64Array;
  weights: Float64Array;
}

/** ln of what a density has fallen to where it is left: below 1e-17 of its peak. */
const LEFT = -40;

/** X/(X + Y) of independent X ~ χ²_{2a} and Y ~ χ²_{2b}: the beta distribution of a, b > 0. */
export function betaAverage(a: number, b: number): Average {
  const share = (t: number) => 1 / (1 + exp(-t));
  const density = (t: number) => -a * log1p(exp(-t)) - b * log1p(exp(t));
  return average(density, log(a / b), Math.sqrt(1 / a + 1 / b), share);
}

/** χ²_k, k > 0. */
export function chiSquareAverage(k: number): Average {
  return average((t) => (k / 2) * t - exp(t) / 2, log(k), Math.sqrt(2 / k), exp);
}

/** A normal number of this mean and variance. */
export function normalAverage(mean: number, variance: number): Average {
  const deviation = Math.sqrt(variance);
  return average(
    (t) => -0.5 * t * t,
    0,
    1,
    (t) => mean + deviation * t,
  );
}

/**
 * By the trapezoidal rule along t, where these densities are smooth, with poles no nearer than π:
 * its error is exp(−2π²/h²·width²) or exp(−2π²/h), far below round-off.
 */
function average(density: (t: number) => number, peak: number, width: number, value: (t: number) => number): Average {
  const h = Math.min(0.3 * width, 0.5);
  const top = density(peak);
  const points = [peak];
  for (const side of [h, -h]) for (let k = 1; density(peak + k * side) - top > LEFT; k++) points.push(peak + k * side);
  const heights = points.map((t) => exp(density(t) - top));
  const total = heights.reduce((sum, one) => sum + one, 0);
  return { at: Float64Array.from(points, value), weights: Float64Array.from(heights, (one) => one / total) };
}
