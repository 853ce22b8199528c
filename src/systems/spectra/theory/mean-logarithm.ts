import { log, log1p } from '../../../numeric/special.ts';
import { MOST_KURTOSIS } from './outermost-eigenvalues.ts';

/**
 * (1/p) E log det ZᵀZ/n for an n × p matrix Z of unit variance, γ = p/n < 1: ((γ − 1)/γ) log(1 − γ)
 * − 1 to leading order, and (1/p)(½ log(1 − γ) − ½ κ4 γ), which is not universal. Undefined for γ ≥
 * 1, where the determinant is or may be 0; without a fourth moment there is no second term. The
 * next one is of order 1/(p (n − p)). Source: Bai & Silverstein 2004.
 */
export function whiteMeanLog(n: number, p: number, kurtosis: number): { leading: number; value: number } | undefined {
  const gamma = p / n;
  if (gamma >= 1) return undefined;
  const leading = ((gamma - 1) / gamma) * log1p(-gamma) - 1;
  if (!Number.isFinite(kurtosis)) return { leading, value: leading };
  return { leading, value: leading + (log1p(-gamma) / 2 - (kurtosis * gamma) / 2) / p };
}

/**
 * (1/D) E log det M: a determinant is the product of its factors' (for Gaussian factors also of
 * unequal widths, by conditioning on all but the first). Undefined with zero eigenvalues, with a κ4
 * whose effects are not believed, and for products with κ4 ≠ 0.
 */
export function expectedMeanLog(eta: Float64Array, sizes: number[], kurtosis: number): number | undefined {
  if (!(kurtosis < MOST_KURTOSIS) || (kurtosis !== 0 && sizes.length > 1)) return undefined;
  let sum = eta.reduceRight((total, value) => total + log(value), 0) / eta.length;
  for (const size of sizes) sum += whiteMeanLog(size, eta.length, kurtosis)?.value ?? Number.NaN;
  return Number.isFinite(sum) ? sum : undefined;
}
