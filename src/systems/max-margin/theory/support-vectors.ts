import type { Engine } from '../../../numeric/engine.ts';
import { NoSolution } from '../../../numeric/errors.ts';
import { inner, nonnegativeLeastSquares, type Rows, solveLinear } from '../../../numeric/small-systems.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';

/** The hard-margin support vector machine of z_n = y_n x_n: ŵ = argmin |w|², z_n·w ≥ 1. */
export interface SupportVectors {
  /** ŵ = Σ α_n z_n. */
  direction: Float64Array;
  /** α_n ≥ 0 of each datum; 0 off the support. */
  alpha: Float64Array;
  support: number[];
  /** γ = 1/|ŵ|, the largest ℓ2 margin. */
  margin: number;
  /** The least z_n·ŵ off the support, which is above 1; Infinity where all support it. */
  secondMargin: number;
}

/** A multiplier below this share of the largest is rounding. */
const ROUNDING = 1e-9;

/**
 * By least distance programming (Lawson & Hanson 1974, chapter 23): the nonnegative u nearest to
 * Zᵀu = 0, Σu = 1 leave a residual that is ŵ up to a factor. Throws `NoSolution` where no w
 * separates the data; else as `nonnegativeLeastSquares`.
 */
export function supportVectors(Z: Rows): SupportVectors {
  const d = Z[0].length;
  // In units of the data: beside 1 neither large nor small rows have digits to spare.
  const unit = Z.reduce((most, z) => Array.from(z).reduce((m, one) => Math.max(m, Math.abs(one)), most), 0) || 1;
  const rows = Array.from({ length: d + 1 }, (_, i) => Z.map((z) => (i < d ? z[i] / unit : 1)));
  const u = nonnegativeLeastSquares(rows, [...new Array(d).fill(0), 1]);
  const left = 1 - u.reduce((sum, one) => sum + one, 0);
  if (!(left > 1e-12)) throw new NoSolution('no direction separates the data: there is no margin to maximise');
  const largest = Math.max(...u);
  const support = Array.from(u.keys()).filter((n) => u[n] > ROUNDING * largest);
  // On the support z_n·ŵ = 1 exactly.
  const multipliers = solveLinear(
    gramOf(Z, support),
    support.map(() => 1),
  );
  const alpha = new Float64Array(Z.length);
  support.forEach((n, k) => {
    alpha[n] = multipliers[k];
  });
  const direction = combination(Z, alpha);
  const margins = Array.from(Z, (z) => inner(z, direction));
  return {
    direction,
    alpha,
    support,
    margin: 1 / Math.sqrt(inner(direction, direction)),
    secondMargin: Math.min(Infinity, ...margins.filter((_, n) => !support.includes(n))),
  };
}

/** The point of the support vectors' span with z_n·w = values_n on the support. */
export function withFields(Z: Rows, { support }: SupportVectors, values: ArrayLike<number>): Float64Array {
  const coefficients = solveLinear(gramOf(Z, support), values);
  const all = new Float64Array(Z.length);
  support.forEach((n, k) => {
    all[n] = coefficients[k];
  });
  return combination(Z, all);
}

/**
 * Eigenvalues of Σ_S α_n z_n z_nᵀ on its range, descending; one of them is 1, of the eigenvector ŵ.
 * They are the rates at which the flow relaxes in ln τ.
 */
export function relaxationRates(Z: Rows, { alpha, support }: SupportVectors, engine: Engine): Float64Array {
  const gram = gramOf(Z, support);
  const scaled = support.flatMap((n, i) => support.map((m, j) => Math.sqrt(alpha[n] * alpha[m]) * gram[i][j]));
  const { values } = eigenvaluesAndVectors(Float64Array.from(scaled), support.length, engine);
  return values.toSorted((a, b) => b - a);
}

function gramOf(Z: Rows, support: number[]): number[][] {
  return support.map((n) => support.map((m) => inner(Z[n], Z[m])));
}

function combination(Z: Rows, coefficients: ArrayLike<number>): Float64Array {
  const sum = new Float64Array(Z[0].length);
  Z.forEach((z, n) => {
    for (let i = 0; i < sum.length; i++) sum[i] += coefficients[n] * z[i];
  });
  return sum;
}
