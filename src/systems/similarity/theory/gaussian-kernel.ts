import { brent } from '../../../numeric/roots.ts';
import { atan2, cos, exp, expm1, hypot, log, log1p, sin, squared } from '../../../numeric/special.ts';
import type { Pairs } from './pairs.ts';

/**
 * CKA of infinitely many pairs with the kernels exp(−|x − x′|²/2σ²), each σ² the median of
 * its |x − x′|². With k(x) = E K(x, x′) the Hilbert–Schmidt independence criterion is E KL − 2 E
 * kl + E k E l (Gretton et al. 2005), and all of these are Gaussian integrals, a factor for each
 * component.
 */
export function populationGaussianCka({ x, y, xy }: Pairs): number {
  const [sx, sy] = [x, y].map((variances) => 2 * medianOfSquares(variances));
  const between = criterion({ x, y, xy }, sx, sy);
  return between / Math.sqrt(criterion({ x, y: x, xy: x }, sx, sx) * criterion({ x: y, y, xy: y }, sy, sy));
}

/** In units of E k E l; `sx`, `sy` are the σ² of x and y. */
function criterion({ x, y, xy }: Pairs, sx: number, sy: number): number {
  let [both, means] = [0, 0];
  for (let j = 0; j < x.length; j++) {
    const square = squared(xy[j]);
    // Of differences, of variances 2Σ; and of k(x) ∝ exp(−x²/2(σ² + λ)).
    both += log1p((-4 * square) / ((sx + 2 * x[j]) * (sy + 2 * y[j])));
    means += log1p(-square / ((sx + 2 * x[j]) * (sy + 2 * y[j])));
  }
  return expm1(-both / 2) - 2 * expm1(-means / 2);
}

/**
 * Nodes on either half of the contour, and how many standard deviations at the saddle they reach.
 */
const NODES = 120;
const REACH = 12;

/** Median of Σλz² for standard normal z, within 1e-7. */
export function medianOfSquares(variances: Float64Array): number {
  const positive = variances.filter((one) => one > 0);
  const total = positive.reduce((sum, one) => sum + one, 0);
  const shares = positive.map((one) => one / total);
  // χ² of one degree of freedom has its median at 0.455 of its mean, and no sum lies lower.
  return total * brent((x) => probabilityBelow(x, shares) - 0.5, 0.4, 1.1, 1e-9);
}

/**
 * P(Σλz² < x) = ∫e^(sx) Π(1 + 2λs)^(−½) ds/2πis, along a hyperbola that leaves the saddle on the
 * real axis as steepest descent does and then stays where e^(s²) falls.
 */
function probabilityBelow(x: number, weights: Float64Array): number {
  // K(s) = sx − log s − ½Σ log(1 + 2λs) and its derivatives.
  const slope = (s: number) => weights.reduce((sum, one) => sum - one / (1 + 2 * one * s), x - 1 / s);
  const saddle = brent(slope, 1e-3 / x, 1e6 / x);
  let [second, third] = [1 / squared(saddle), -2 / (saddle * saddle * saddle)];
  for (const one of weights) {
    const ratio = one / (1 + 2 * one * saddle);
    second += 2 * squared(ratio);
    third -= 8 * (ratio * ratio * ratio);
  }
  const bend = third / (6 * second);
  const step = REACH / (NODES * Math.sqrt(second));
  let sum = 0;
  for (let k = 0; k <= NODES; k++) {
    const u = k * step;
    const root = Math.sqrt(1 + squared(2 * bend * u));
    const [re, im] = [saddle + (bend * u * u) / root, u];
    let [size, phase] = [re * x - log(hypot(re, im)), im * x - atan2(im, re)];
    for (const one of weights) {
      const [a, b] = [1 + 2 * one * re, 2 * one * im];
      size -= log(hypot(a, b)) / 2;
      phase -= atan2(b, a) / 2;
    }
    // ds/i = (1 − i dre/du) du; the other half is the conjugate.
    const slant = (bend * u * (2 + squared(2 * bend * u))) / (root * root * root);
    const value = exp(size) * (cos(phase) + slant * sin(phase));
    sum += k === 0 ? value / 2 : value;
  }
  return (sum * step) / Math.PI;
}
