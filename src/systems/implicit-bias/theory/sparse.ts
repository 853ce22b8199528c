import { maximise } from '../../../numeric/small-systems.ts';
import { transposeTimes } from '../../../regression/least-potential.ts';
import { type Equations, supportOf } from './interpolators.ts';

/** The interpolator of least weighted ℓ1 norm, and its certificate. */
export interface SparseInterpolator {
  beta: Float64Array;
  /** Σ w_i|β_i|. */
  norm: number;
  /** ν with |X_iᵀν| ≤ w_i, and X_iᵀν = w_i sgn β_i on the support. */
  certificate: Float64Array;
}

/**
 * min Σ w_i|β_i| subject to Xβ = y (basis pursuit), by its dual linear program max y·ν, |X_iᵀν| ≤
 * w_i. One of the minimisers, where there are several; weights are 1 unless given.
 */
export function leastL1({ X, y }: Equations, weights?: ArrayLike<number>): SparseInterpolator {
  const d = X[0].length;
  // ν = ν⁺ − ν⁻, and the multipliers of Xᵀν ≤ w and −Xᵀν ≤ w are β⁺ and β⁻.
  const half = (sign: number) =>
    Array.from({ length: d }, (_, i) => [...X.map((row) => sign * row[i]), ...X.map((row) => -sign * row[i])]);
  const bounds = Array.from({ length: d }, (_, i) => weights?.[i] ?? 1);
  const labels = Array.from(y);
  const { x, value, dual } = maximise(
    [...labels, ...labels.map((one) => -one)],
    [...half(1), ...half(-1)],
    [...bounds, ...bounds],
  );
  return {
    beta: Float64Array.from({ length: d }, (_, i) => dual[i] - dual[d + i]),
    norm: value,
    certificate: Float64Array.from(X, (_, k) => x[k] - x[X.length + k]),
  };
}

/** min Σ b_i over b ≥ 0 with Xb = y: the least nuclear norm, for measurements that commute. */
export function leastTrace({ X, y }: Equations): number {
  const labels = Array.from(y);
  const rows = Array.from(X[0], (_, i) => [...X.map((row) => row[i]), ...X.map((row) => -row[i])]);
  return maximise(
    [...labels, ...labels.map((one) => -one)],
    rows,
    rows.map(() => 1),
  ).value;
}

/**
 * p in ‖β_α‖₁ − min‖β‖₁ ~ α^p as α → 0: 2(1 − max |X_iᵀν|) off the support at depth 2, D at depths
 * from 3 on, whatever the certificate. For a unique minimiser with as many components as equations.
 */
export function excessExponent({ X }: Equations, { beta, certificate }: SparseInterpolator, D: number): number {
  if (D > 2) return D;
  const support = supportOf(beta);
  const off = Array.from(transposeTimes(X, certificate)).filter((_, i) => !support.includes(i));
  return 2 * (1 - Math.max(0, ...off.map(Math.abs)));
}
