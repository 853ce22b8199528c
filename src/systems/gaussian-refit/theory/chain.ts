import { digamma, trigamma } from '../../../numeric/digamma.ts';
import { exp, log, log1p } from '../../../numeric/special.ts';

/** The fitted mean μ and variance v after so many generations; all began at 0 and 1. */
export interface ChainMoments {
  /** E ln v and Var ln v. */
  logVariance: number;
  logVarianceSpread: number;
  /** E v, and by how much v varies between chains: Var v/(E v)². */
  meanVariance: number;
  relativeSpread: number;
  /** E μ². */
  meanSquare: number;
}

/**
 * Each generation multiplies v by s·χ²/(n − 1) with n − 1 degrees of freedom, where s = 1 for the
 * unbiased estimator and (n − 1)/n for maximum likelihood, and moves μ by a normal of variance v/n:
 *
 *     E ln v = K[ψ((n − 1)/2) − ln((n − 1)/2) + ln s],  Var ln v = Kψ′((n − 1)/2),
 *     E v = s^K,  E μ² = Σ_{k<K} s^k/n.
 *
 * Exact. Shumailov et al. 2024 and Alemohammad et al. 2023 (2307.01850) have the drift and the loss
 * of variance; the formulas are the moments of χ². n ≥ 2.
 */
export function chainMoments(
  { samples: n, estimator }: { samples: number; estimator: 'unbiased' | 'likelihood' },
  generations: number,
): ChainMoments {
  const half = (n - 1) / 2;
  const logScale = estimator === 'unbiased' ? 0 : log1p(-1 / n);
  const meanVariance = exp(generations * logScale);
  return {
    logVariance: generations * (digamma(half) - log(half) + logScale),
    logVarianceSpread: generations * trigamma(half),
    meanVariance,
    relativeSpread: exp(generations * log1p(1 / half)) - 1,
    // Σ s^k/n = (1 − s^K)/(n(1 − s)), and n(1 − s) = 1 for maximum likelihood.
    meanSquare: estimator === 'unbiased' ? generations / n : 1 - meanVariance,
  };
}

/** The generations in which the typical variance exp(E ln v) is halved; not a whole number. */
export function halfLife(setting: { samples: number; estimator: 'unbiased' | 'likelihood' }): number {
  return -log(2) / chainMoments(setting, 1).logVariance;
}
