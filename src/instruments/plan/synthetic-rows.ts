import { squared } from '../../numeric/special.ts';

/** What a share of rows with the labels of a model adds to the error of ridge regression. */
export interface Added {
  /** Where the generator is wrong in what the regression learns well. */
  most: number;
  /** Wherever it is wrong. */
  least: number;
}

/**
 * `share` p of all rows carries labels of a target that is off by δ, with δᵀΣδ = `error`; `gamma` =
 * Df2/n, at the ridge that the real rows have. To leading order in large n and D, a mode in which
 * the regression leaves the share g of its target unlearned adds, of its part of the error,
 *
 *     p²[1 − 2g + g²/(1 − γ)] + p(1 − p) γ/(1 − γ),
 *
 * for a δ that is drawn at random with mean 0. The first term is convex in g: at most max(1, γ/(1 −
 * γ)), at g = 0 or 1, and at least γ, at g = 1 − γ.
 *
 * Source: Dohmatob, Feng, Subramonian & Kempe 2024 (2410.04840), as in the system synthetic-data.
 */
export function addedError(share: number, error: number, gamma: number): Added {
  const odds = gamma / (1 - gamma);
  const noise = share * (1 - share) * odds;
  return {
    most: error * (squared(share) * Math.max(1, odds) + noise),
    least: error * (squared(share) * gamma + noise),
  };
}
