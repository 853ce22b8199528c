import * as leastSquares from '../../../regression/least-squares.ts';

/** The update rules whose thresholds are known. */
export type Rule =
  /** w ← w − ηg. */
  | { optimiser: 'gradient-descent' }
  /** m ← βm + g, w ← w − ηm. */
  | { optimiser: 'heavy-ball'; beta: number }
  /** y = w + β(w − w₋₁), w ← y − ηg(y). */
  | { optimiser: 'nesterov'; beta: number }
  /** w ← w − ηg/P with P held fixed. */
  | { optimiser: 'rmsprop' }
  /** m ← β₁m + (1 − β₁)g, w ← w − ηm/P with P held fixed, late in training. */
  | { optimiser: 'adam'; beta: number };

/** What least squares calls them. */
const UPDATES = {
  'gradient-descent': 'gd',
  'heavy-ball': 'heavyball',
  nesterov: 'nesterov',
  rmsprop: 'rmsprop_frozen',
  adam: 'adam_frozen',
} satisfies Record<Rule['optimiser'], leastSquares.UpdateRule>;

/**
 * The largest eigenvalue of the Hessian H (of P⁻¹H, with a preconditioner P) at which the update
 * with learning rate η > 0 is stable on a quadratic: where a root of its characteristic polynomial
 * passes through −1. In units of 1/η. Cohen et al. 2021 (arXiv 2103.00065), 2022 (arXiv
 * 2207.14484). Throws `OutOfRange`.
 */
export function stabilityThreshold(rule: Rule, eta: number): number {
  return leastSquares.stabilityThreshold(UPDATES[rule.optimiser], eta, 'beta' in rule ? rule.beta : 0);
}
