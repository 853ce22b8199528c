import { degreesOfFreedom, renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';
import type { Population } from './supervisors.ts';

type Rows = Omit<Population, 'target'> & { samples: number; ridge: number };

/**
 * Labels x·w that teach a ridge fit the most: its error Σ η (h w − w_0)² + B κ² Σ η
 * w²/(η+κ)² + Bσ², B = Df2/(n − Df2), is least at
 *
 *     w = w_0 η (η + κ)/(η² + B κ²),
 *
 * which amplifies where η > Bκ and shrinks elsewhere. Throws as `renormalizedRidge`.
 *
 * Source: Ildiz et al. 2024 (2410.18837), without a ridge.
 */
export function bestLabels(rows: Rows & Pick<Population, 'target'>): Float64Array {
  const { eta, target } = rows;
  const { kappa, B } = equivalent(rows);
  return Float64Array.from(eta, (one, k) => (target[k] * one * (one + kappa)) / (one * one + B * kappa * kappa));
}

/**
 * The directions of w_0 that are best kept, if the others are left out: those with
 * η > κ ((1 − Df2/n)^(−1/2) − 1), 1 for each and 0 else.
 */
export function bestSelection(rows: Rows): Float64Array {
  const { kappa, oneMinusGamma } = equivalent(rows);
  const least = kappa * (1 / Math.sqrt(oneMinusGamma) - 1);
  return Float64Array.from(rows.eta, (one) => (one > least ? 1 : 0));
}

/** κ, 1 − Df2/n, and B = Df2/(n − Df2). */
export function equivalent({ modes, samples, ridge }: Omit<Rows, 'eta'>) {
  const kappa = renormalizedRidge(modes, samples, ridge);
  const { gamma, oneMinusGamma } = degreesOfFreedom(modes, samples, ridge, kappa);
  return { kappa, oneMinusGamma, B: gamma / oneMinusGamma };
}
