import { OutOfRange } from '../../../numeric/errors.ts';
import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { cos, power, sin } from '../../../numeric/special.ts';
import { nextGegenbauer } from './polynomials.ts';

/**
 * A kernel's eigenvalues by level of degenerate eigenfunctions, on a domain with enough symmetry to
 * have such levels.
 */
export interface Levels {
  /** λ_k ≥ 0, k = 0, 1, …; 0 where it is below what the quadrature resolves. */
  values: Float64Array;
  /** How many eigenfunctions level k has. */
  multiplicities: Float64Array;
  /**
   * K(x, x) minus Σ multiplicity · λ: levels beyond the last or too small to resolve. They act as a
   * ridge.
   */
  tail: number;
  /** The largest eigenvalue that may be in the tail. */
  left: number;
}

/**
 * Nodes in the angle: resolves polynomials of a degree below about two thirds of it against any
 * kernel of bandwidth above 0.02.
 */
const NODES = 1024;

/**
 * P_k has root mean square 1/√N(d, k), so the quadrature's rounding in λ_k √N(d, k) is about this
 * share of the largest one.
 */
export const RESOLVED = 1e-14;
/** Less than this share of the trace is left of a complete expansion by rounding. */
const COMPLETE = 1e-13;

/**
 * Levels of the dot-product kernel `kernel(t)`, t = x·x′/d ∈ [−1, 1], for x uniform on the sphere
 * S^{d−1}, k = 0 … `most`: λ_k = ∫ K(t) P_k(t) (1−t²)^{(d−3)/2} dt / ∫ (1−t²)^{(d−3)/2} dt, with
 * the Gegenbauer polynomials P_k(1) = 1, by Gauss–Legendre quadrature in the angle, in which the
 * kernels are analytic up to the ends. Absolute error about 1e-15 λ_0. Throws `OutOfRange` for
 * d < 2. Source: Funk–Hecke formula.
 */
export function sphereLevels(kernel: (t: number) => number, dimension: number, most: number, count = NODES): Levels {
  checkDimension(dimension);
  const values = new Float64Array(most + 1);
  const { nodes, weights } = gaussLegendre(count);
  let measure = 0;
  // From both ends of the list inwards the weight rises, so the sums run small to large.
  for (let i = 0; i < count; i++) {
    const theta = (Math.PI / 2) * (1 - nodes[i]);
    const weight = weights[i] * power(sin(theta), dimension - 2);
    measure += weight;
    const t = cos(theta);
    const value = weight * kernel(t);
    let [before, now] = [0, 1];
    for (let k = 0; k <= most; k++) {
      values[k] += value * now;
      [before, now] = [now, nextGegenbauer(dimension, k, t, now, before)];
    }
  }
  const multiplicities = Float64Array.from(values, (_, k) => sphereMultiplicity(dimension, k));
  return resolved(
    values.map((value) => value / measure),
    multiplicities,
    kernel(1),
  );
}

/**
 * The same levels, as wrong as rounding may have left them: each larger by what a level must be to
 * be resolved, and the tail by what is left of a complete expansion.
 */
export function roundedLevels({ values, multiplicities, tail, left }: Levels): Levels {
  const size = (value: number, k: number) => value * Math.sqrt(multiplicities[k]);
  const floor = RESOLVED * values.reduce((most, value, k) => Math.max(most, size(value, k)), 0);
  const trace = values.reduce((sum, value, k) => sum + value * multiplicities[k], tail);
  const changed = values.map((value, k) => value + floor / Math.sqrt(multiplicities[k]));
  return { values: changed, multiplicities, tail: tail + COMPLETE * trace, left };
}

/** N(d, k) = (2k+d−2)/k · C(k+d−3, k−1): spherical harmonics of degree k on S^{d−1}. */
export function sphereMultiplicity(dimension: number, k: number): number {
  if (k === 0) return 1;
  let binomial = 1;
  for (let i = 1; i < k; i++) binomial *= (i + dimension - 2) / i;
  return ((2 * k + dimension - 2) / k) * binomial;
}

/** The trace that eigenvalues below rounding carry is left in the tail. */
export function resolved(values: Float64Array, multiplicities: Float64Array, trace: number): Levels {
  const size = (value: number, k: number) => Math.abs(value) * Math.sqrt(multiplicities[k]);
  const floor = RESOLVED * values.reduce((most, value, k) => Math.max(most, size(value, k)), 0);
  const kept = values.map((value, k) => (value > 0 && size(value, k) > floor ? value : 0));
  // Of an unresolved level no more is known than how small it is.
  const unresolved = kept.map((value, k) => (value > 0 ? 0 : floor / Math.sqrt(multiplicities[k])));
  let sum = 0;
  for (let k = kept.length - 1; k >= 0; k--) sum += kept[k] * multiplicities[k];
  // A complete expansion leaves rounding of either sign.
  const rest = trace - sum;
  const left = Math.max(kept[kept.length - 1], ...unresolved);
  return { values: kept, multiplicities, tail: rest > COMPLETE * trace ? rest : 0, left };
}

function checkDimension(dimension: number): void {
  if (!Number.isInteger(dimension) || dimension < 2)
    throw new OutOfRange('the dimension of the sphere', dimension, 'a whole number from 2');
}
