import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { cos, exp, log1p, power, wholePower } from '../../../numeric/special.ts';

// Linear interpolation of waves. z is the phase that a wave turns through from one point to the
// next, and averages run over the position between them.

/** Below it 1 − 2c + s is its series. */
const SMALL = 0.3;

/**
 * Mean of the wave times its interpolation, 2(1 − cos z)/z², and of the interpolation squared,
 * (2 + cos z)/3; both less 1.
 */
function moments(z: number): { overlap: number; square: number } {
  if (Math.abs(z) > SMALL) return { overlap: (2 * (1 - cos(z))) / (z * z) - 1, square: (cos(z) - 1) / 3 };
  let [overlap, square, term] = [0, 0, 1];
  for (let j = 1; j <= 8; j++) {
    term *= -(z * z) / ((2 * j - 1) * (2 * j));
    square += term / 3;
    // z^{2j} of 2(1 − cos z)/z² has the next coefficient of the cosine.
    overlap += (2 * term) / ((2 * j + 1) * (2 * j + 2));
  }
  return { overlap, square };
}

/** Mean squared error between two points: 1 − 4(1 − cos z)/z² + (2 + cos z)/3 → z⁴/120. */
export function lineError(z: number): number {
  if (Math.abs(z) > SMALL) {
    const { overlap, square } = moments(z);
    return square - 2 * overlap;
  }
  // What the two have in common cancels: −2·2(−1)^j z^{2j}/(2j + 2)! + (−1)^j z^{2j}/(3 (2j)!).
  let [sum, term] = [0, 1];
  for (let j = 1; j <= 8; j++) {
    term *= -(z * z) / ((2 * j - 1) * (2 * j));
    if (j > 1) sum += term * (1 / 3 - 4 / ((2 * j + 1) * (2 * j + 2)));
  }
  return sum;
}

/**
 * Mean squared error of linear interpolation in each direction of a product of d waves of power 1,
 * z being the phase along one side of a cell: exactly 1 − 2c^d + s^d, and its noise (2/3)^d σ².
 */
export function gridError(d: number, z: number, noise: number): number {
  const noisy = noise * power(2 / 3, d);
  if (d === 1) return lineError(z) + noisy;
  const { overlap, square } = moments(z);
  // 1 − 2c^d + s^d with c = 1 + o, s = 1 + q, by the binomial series: what is of first order is the
  // line's.
  let sum = d * lineError(z);
  let [choose, o, q] = [d, overlap, square];
  for (let j = 2; j <= d; j++) {
    choose = (choose * (d - j + 1)) / j;
    o *= overlap;
    q *= square;
    sum += choose * (q - 2 * o);
  }
  return sum + noisy;
}

/** Its leading power: z⁴[d/120 + d(d − 1)/144], which is n^{−4/d}. */
export function gridPower(d: number, z: number, noise: number): number {
  return wholePower(z, 4) * (d / 120 + (d * (d - 1)) / 144) + noise * power(2 / 3, d);
}

/**
 * Leading mean squared error of lines between points h apart on the graph of a smooth f, of the
 * mean square curvature ⟨f″²⟩: h⁴⟨f″²⟩/120.
 */
export function curvatureError(h: number, meanSquareCurvature: number): number {
  return (wholePower(h, 4) * meanSquareCurvature) / 120;
}

const PIECES = 64;
const NODES = 8;
/** Gaps beyond so many mean gaps are not met. */
const FAR = 60;

/**
 * Mean squared error of linear interpolation between n points at random on a circle, of a wave that
 * turns through `phase` around it: the gap in which a fresh point falls is a share g of the circle
 * with density n(n − 1) g(1 − g)^{n−2}. Exact.
 */
export function randomError(n: number, phase: number, noise: number): number {
  const { nodes, weights } = gaussLegendre(NODES);
  const half = Math.min(1, FAR / n) / (2 * PIECES);
  let sum = 0;
  for (let piece = 0; piece < PIECES; piece++)
    for (let i = 0; i < NODES; i++) {
      const gap = half * (2 * piece + 1 + nodes[i]);
      const density = n * (n - 1) * gap * exp((n - 2) * log1p(-gap));
      sum += half * weights[i] * density * lineError(phase * gap);
    }
  return sum + (2 / 3) * noise;
}

/** Its leading power (phase/n)⁴: 120 times that of as many points on a grid. */
export function randomPower(n: number, phase: number, noise: number): number {
  return wholePower(phase / n, 4) + (2 / 3) * noise;
}
