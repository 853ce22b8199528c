import { hypot, log, squared } from '../../../numeric/special.ts';
import { logGamma } from '../../../statistics/distributions.ts';

/** From this argument on the expansion of the Bessel function for large ones is good enough. */
const LARGE = 40;

/**
 * ln of the density at y > 0 of the length |v + g| of a fixed vector v of this `length` ≥ 0 and
 * standard normal g in d dimensions, whose square is noncentral χ². With ν = d/2 − 1:
 *
 *     y (y/|v|)^ν e^(−(y² + |v|²)/2) I_ν(y|v|).
 */
export function logLengthDensity(y: number, length: number, d: number): number {
  const nu = d / 2 - 1;
  const central = (2 * nu + 1) * log(y) - nu * Math.LN2 - logGamma(nu + 1);
  if (y * length < 1e-6) return central - (y * y + length * length) / 2;
  return log(y) + nu * log(y / length) - squared(y - length) / 2 + logScaledBesselI(nu, y * length);
}

/**
 * ln e^(−z) I_ν(z) for z > 0 and ν ≥ 0, within 1e-7: the power series, or the uniform expansion
 * for large arguments. Abramowitz & Stegun 9.6.10, 9.7.7.
 */
export function logScaledBesselI(nu: number, z: number): number {
  return z < LARGE ? bySeries(nu, z) : byExpansion(nu, z);
}

function bySeries(nu: number, z: number): number {
  const quarter = (z * z) / 4;
  // Terms rise until m (m + ν) = z²/4; the sum is taken in units of the largest.
  const top = Math.floor((Math.sqrt(nu * nu + z * z) - nu) / 2);
  let [sum, term] = [1, 1];
  for (let m = top + 1; term > 1e-17; m++) {
    term *= quarter / (m * (m + nu));
    sum += term;
  }
  term = 1;
  for (let m = top; m > 0 && term > 1e-17; m--) {
    term *= (m * (m + nu)) / quarter;
    sum += term;
  }
  return (2 * top + nu) * log(z / 2) - logGamma(top + 1) - logGamma(top + nu + 1) + log(sum) - z;
}

function byExpansion(nu: number, z: number): number {
  const r = hypot(nu, z);
  const p2 = squared(nu / r);
  // u_k(p)/ν^k of the handbook, with p = ν/r.
  const corrections =
    1 +
    (3 - 5 * p2) / (24 * r) +
    (81 - p2 * (462 - 385 * p2)) / (1152 * squared(r)) +
    (30375 - p2 * (369603 - p2 * (765765 - 425425 * p2))) / (414720 * (r * r * r));
  // r − z without loss of digits where z is much the larger.
  const excess = (nu * nu) / (r + z);
  return excess + nu * log(z / (nu + r)) - 0.5 * log(2 * Math.PI * r) + log(corrections);
}
