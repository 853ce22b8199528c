import { integrateAngle } from '../../../numeric/quadrature.ts';
import { cos, erfc, exp, power, sin, squared } from '../../../numeric/special.ts';
import { overlapSquared, topEigenvalue } from './transition.ts';

// The gradient flow on −σᵀYσ/2 over the sphere is σ(t) ∝ e^(Yt) σ₀. Averages of e^(xu) over the
// spectrum, all as parts of e^(top·u).

/**
 * e^(−top·u) ∫ x^k e^(xu) over the semicircle, with the density of v's spectral measure where
 * `seenBy` is λ.
 */
function bulk(u: number, k: number, top: number, seenBy?: number): number {
  return (
    (2 / Math.PI) *
    integrateAngle((theta) => {
      const x = 2 * cos(theta);
      return weight(theta, seenBy) * power(x, k) * exp((x - top) * u);
    })
  );
}

/**
 * Nearer to the transition than this, the measure seen by v is taken from there: its layer at the
 * edge is too thin.
 */
const AT_TRANSITION = 3e-5;

/** sin²θ times the density of v's spectral measure, over that of all eigenvalues, at 2 cos θ. */
function weight(theta: number, lambda = 0): number {
  if (Math.abs(lambda - 1) < AT_TRANSITION) return (1 + cos(theta)) / 2;
  return squared(sin(theta)) / (1 + lambda * lambda - 2 * lambda * cos(theta));
}

/**
 * Squared overlap and energy at time t from a start of overlap m₀ > 0, as N → ∞: with S of the
 * whole spectrum and A of the measure seen by v, m = m₀ A(t)/√D, e = −(m₀² A′(2t) + (1 − m₀²)
 * S′(2t))/(2D), D = m₀² A(2t) + (1 − m₀²) S(2t).
 */
export function flowFrom(lambda: number, m0: number, t: number): { overlap: number; energy: number } {
  const top = topEigenvalue(lambda);
  const outlier = overlapSquared(lambda);
  const A = (u: number, k: number) => bulk(u, k, top, lambda) + outlier * power(top, k);
  const average = (k: number) => m0 * m0 * A(2 * t, k) + (1 - m0 * m0) * bulk(2 * t, k, top);
  const D = average(0);
  return { overlap: squared(m0 * A(t, 0)) / D, energy: -average(1) / (2 * D) };
}

/**
 * The same from a random start in N dimensions, in the mean over starts: to leading order in 1/N,
 * with the outlier's normal amplitude g kept. With s and b the averages of e^(2xt) over the bulk,
 * all and as seen by v, as parts of the outlier's,
 *
 *     m² = E (αg² + b)/N / (s + g²/N),   α = 1 − 1/λ².
 *
 * Without an outlier, m² = b/(Ns).
 */
export function flowFromRandom(lambda: number, N: number, t: number): { overlap: number; energy: number } {
  const top = topEigenvalue(lambda);
  const [s, slope, b] = [bulk(2 * t, 0, top), bulk(2 * t, 1, top), bulk(2 * t, 0, top, lambda)];
  if (!(lambda > 1)) return { overlap: b / (N * s), energy: -slope / (2 * s) };
  const alpha = overlapSquared(lambda);
  // At last nothing is left of the bulk.
  if (s === 0) return { overlap: alpha, energy: -top / 2 };
  // E of (x + y g²/N)/(s + g²/N) is y + (x/s − y) E w²/(w² + g²) with w² = sN.
  const share = meanShare(Math.sqrt(s * N));
  return { overlap: alpha + (b / (N * s) - alpha) * share, energy: -(top + (slope / s - top) * share) / 2 };
}

/** From here on the asymptotic series is exact to double precision. */
const FAR = 10;

/** E w²/(w² + g²) of a standard normal g: √(π/2) w e^(w²/2) erfc(w/√2). */
function meanShare(w: number): number {
  if (w < FAR) return Math.sqrt(Math.PI / 2) * w * exp((w * w) / 2) * erfc(w / Math.SQRT2);
  let sum = 1;
  for (let k = 1, term = 1; Math.abs(term) > 1e-17; k++) {
    term *= -(2 * k - 1) / (w * w);
    sum += term;
  }
  return sum;
}
