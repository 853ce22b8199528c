import { leastOnRange } from '../../../numeric/golden-section.ts';
import { remember } from '../../../numeric/remember.ts';
import { brent } from '../../../numeric/roots.ts';
import { erf, erfc, exp, squared } from '../../../numeric/special.ts';
import { tanhAverages } from './gaussian-averages.ts';

// Replica-symmetric theory of the Hopfield network near saturation: D. J. Amit, H. Gutfreund and
// H. Sompolinsky, PRL 55 (1985) 1530. Energies per unit are those of H = −½ Σ_{i≠j} J_ij s_i s_j,
// J_ij = (1/N) Σ_μ ξ_i^μ ξ_j^μ, and follow from their free energy by differentiation.

/** A state of the network; q is 1 at temperature 0. */
export interface State {
  /** Overlap with one pattern. */
  m: number;
  /** Overlap of two replicas. */
  q: number;
  /** Summed squares of the overlaps with the other patterns, over α. */
  r: number;
  /** Energy per unit. */
  energy: number;
}

/** The largest load of retrieval, and the overlap there. */
export interface Capacity {
  alpha: number;
  m: number;
  /** Where on the branch of retrieval states it lies: y = m/√(2αr) at T = 0, β√(αr) above. */
  at: number;
}

/** At temperature 0, the load at which y = m/√(2αr) solves the equations. */
function loadOfCold(y: number): number {
  return 0.5 * squared(erf(y) / y - (2 / Math.sqrt(Math.PI)) * exp(-y * y));
}

/** A point of the branch of retrieval states at temperature T, by the parameter b = β√(αr). */
interface WarmPoint extends Omit<State, 'energy'> {
  alpha: number;
  /** 1 − β(1 − q). */
  D: number;
}

function warmPoint(b: number, T: number): WarmPoint {
  // The field's mean a = βm solves ∫Dz tanh(a + bz) = Ta. The left side is concave: Newton's method
  // from above falls to the root, or past it to 0 where there is none.
  let a = 1 / T;
  for (let step = 0; step < 100; step++) {
    const { mean, square } = tanhAverages(a, b);
    const move = (mean - T * a) / (T - (1 - square));
    a += move;
    if (!(a > 0) || !(Math.abs(move) > 1e-14 * a)) break;
  }
  if (!(a > 1e-9)) return { m: 0, q: 0, r: 0, alpha: 0, D: 0 };
  const { mean: m, square: q } = tanhAverages(a, b);
  const D = 1 - (1 - q) / T;
  const r = q / (D * D);
  return { m, q, r, alpha: D > 0 ? squared(b * T) / r : 0, D };
}

/** α_c(T), to a relative 1e-9; 0 from T = 1 on. */
export const capacity = remember(findCapacity, String, 64);

function findCapacity(T: number): Capacity {
  if (T >= 1) return { alpha: 0, m: 0, at: 0 };
  if (T === 0) {
    // dα/dy = 0, divided by what is positive.
    const rise = (y: number) => (2 / Math.sqrt(Math.PI)) * exp(-y * y) * (y + 2 * (y * y * y)) - erf(y);
    const y = brent(rise, 1, 3);
    return { alpha: loadOfCold(y), m: erf(y), at: y };
  }
  const { at, value } = leastOnRange((b) => -warmPoint(b, T).alpha, [1e-3, 0.6 / T], 40);
  return { alpha: -value, m: warmPoint(at, T).m, at };
}

/** The retrieval state of the largest overlap, or undefined beyond the capacity. */
export function retrieval(alpha: number, T: number): State | undefined {
  const limit = capacity(T);
  if (!(alpha < limit.alpha)) return undefined;
  if (T === 0) {
    const y = brent((y) => loadOfCold(y) - alpha, limit.at, limit.at + 1 / Math.sqrt(2 * alpha));
    const m = erf(y);
    const C = (2 / Math.sqrt(Math.PI)) * exp(-y * y) * (y / m);
    const r = 1 / squared(1 - C);
    return { m, q: 1, r, energy: energy(alpha, m, r, 1 - C, C) };
  }
  const b = brent((b) => Math.sqrt(warmPoint(b, T).alpha) - Math.sqrt(alpha), 1e-6 * Math.sqrt(alpha), limit.at, 1e-15);
  const { m, q, r, D } = warmPoint(b, T);
  return { m, q, r, energy: energy(alpha, m, r, D, (1 - q) / T) };
}

/** Above T_g the network is a paramagnet. */
export function paramagnet(alpha: number, T: number): State | undefined {
  return T > glassTemperature(alpha) ? { m: 0, q: 0, r: 0, energy: (-0.5 * alpha) / (T - 1) } : undefined;
}

/** T_g = 1 + √α, below which there is a spin glass. */
export function glassTemperature(alpha: number): number {
  return 1 + Math.sqrt(alpha);
}

/** Of the spin glass at temperature 0, which replica symmetry puts somewhat too low. */
export function glassEnergy(alpha: number): number {
  return -1 / Math.PI - Math.sqrt((2 * alpha) / Math.PI);
}

/** −½m² + (α/2)[1 − 1/D − Cr], with C = β(1 − q) and D = 1 − C. */
function energy(alpha: number, m: number, r: number, D: number, C: number): number {
  return -0.5 * m * m - 0.5 * alpha * (C / D + C * r);
}

/** ½ erfc(1/√2α): errors of the first step from a pattern in a network of infinitely many units. */
export function firstStepErrorOfMany(alpha: number): number {
  return 0.5 * erfc(1 / Math.sqrt(2 * alpha));
}
