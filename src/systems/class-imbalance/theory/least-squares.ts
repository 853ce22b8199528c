import { inner, type Rows, solveLinear } from '../../../numeric/small-systems.ts';

/** How least squares on two given classes differs from discriminant analysis on them. */
export interface LeastSquaresRule {
  /** What S_W⁻¹(μ̂₁ − μ̂₀) is multiplied by: 2π₁π₀/(1 + π₁π₀Δ̂²). */
  scale: number;
  /** θ: class 1 is decided for where the score of discriminant analysis is above −θ. */
  offset: number;
  /** Δ̂² = (μ̂₁ − μ̂₀)ᵀS_W⁻¹(μ̂₁ − μ̂₀), S_W the covariance within classes, a sum over n. */
  mahalanobis: number;
}

/**
 * Least squares with an intercept on labels ±1, in terms of class means and covariance; rows of
 * `first` have the label 1. Exact algebra. Throws `Singular` where S_W is.
 */
export function leastSquaresRule(first: Rows, second: Rows): LeastSquaresRule {
  const n = first.length + second.length;
  const [a, b] = [first, second].map(meanOf);
  const d = a.length;
  const within = Array.from({ length: d }, () => new Float64Array(d));
  for (const [rows, mean] of [[first, a] as const, [second, b] as const])
    for (const row of rows)
      for (let i = 0; i < d; i++)
        for (let j = 0; j < d; j++) within[i][j] += ((row[i] - mean[i]) * (row[j] - mean[j])) / n;
  const between = a.map((value, k) => value - b[k]);
  const mahalanobis = inner(between, solveLinear(within, between));
  const product = (first.length / n) * (second.length / n);
  return {
    scale: (2 * product) / (1 + product * mahalanobis),
    offset: (first.length - second.length) / n / (2 * product),
    mahalanobis,
  };
}

function meanOf(rows: Rows): Float64Array {
  return Float64Array.from(rows[0], (_, k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length);
}
