import { wholePower } from '../../../numeric/special.ts';

/**
 * Of least squares on n > d + 3 samples with noise σ²: ⟨S⟩ and d Var(S) of the excess error
 * S = |w − w*|² at this size, from moments of the inverse Wishart distribution; and as d → ∞, where
 * the variance diverges as (α − 1)⁻³.
 */
export function excessOfLeastSquares(n: number, d: number, noise: number) {
  const gap = n - d;
  const pairs = (2 * d * (n - 1) + d * (d * (gap - 2) + 2)) / (gap * (gap - 1) * (gap - 3));
  const mean = d / (gap - 1);
  return {
    mean: noise * mean,
    variance: d * noise * noise * (pairs - mean * mean),
    limit: (2 * noise * noise * (n / d)) / wholePower(n / d - 1, 3),
  };
}
