import { NoSolution } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { log, power, squared } from '../../../numeric/special.ts';

// How many critical points lie at which energy per dimension e, as N → ∞: A. Auffinger, G. Ben
// Arous & J. Černý, Comm. Pure Appl. Math. 66 (2013) 165, whose energies are √2 times ours.

/** e_th = −√(2(p − 1)/p): critical points above it are saddles of many directions. */
export function thresholdEnergy(p: number): number {
  return -Math.sqrt((2 * (p - 1)) / p);
}

/**
 * I(e): what each further negative direction takes from the complexity below the threshold; 0 above
 * it.
 */
export function indexRate(p: number, e: number): number {
  const threshold = thresholdEnergy(p);
  if (e >= threshold) return 0;
  const root = Math.sqrt(e * e - threshold * threshold);
  return (-e * root) / squared(threshold) - log((root - e) / -threshold);
}

/** Σ(e) = (1/N) ln of the mean density of critical points at e < 0, of every index. */
export function complexity(p: number, e: number): number {
  return log(p - 1) / 2 - ((p - 2) / (2 * (p - 1))) * e * e - indexRate(p, e);
}

/** Σ_k(e): of those with k negative directions, a fixed number, at or below the threshold. */
export function complexityOfIndex(p: number, e: number, k: number): number {
  return complexity(p, e) - k * indexRate(p, e);
}

/**
 * E_k < e_th, the lowest energy of critical points with k negative directions; E_0 is the ground
 * state. For p = 2 all are the threshold.
 */
export function lowestEnergy(p: number, k = 0): number {
  const threshold = thresholdEnergy(p);
  return p === 2 ? threshold : brent((e) => complexityOfIndex(p, e, k), 3 * threshold, threshold);
}

/** T_d, below which a quench no longer reaches equilibrium; p ≥ 3. */
export function dynamicTemperature(p: number): number {
  return Math.sqrt(((p / 2) * power(p - 2, p - 2)) / power(p - 1, p - 1));
}

/**
 * T_s, the thermodynamic transition, and the overlap q_s within a state there; p ≥ 3. A. Crisanti &
 * H.-J. Sommers, Z. Phys. B 87 (1992) 341.
 */
export function staticTransition(p: number): { T: number; q: number } {
  if (p < 3) throw new NoSolution('p = 2 has no first-order transition: give p from 3 on');
  const y = brent((y) => 2 / p + (2 * y * (1 - y + log(y))) / squared(1 - y), 1e-9, 0.999);
  return { T: Math.sqrt((p / 2) * power(1 - y, p - 2) * y), q: 1 - y };
}
