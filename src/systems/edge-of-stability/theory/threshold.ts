import { OutOfRange } from '../../../numeric/errors.ts';

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

/**
 * The largest eigenvalue of the Hessian H (of P⁻¹H, with a preconditioner P) at which the update
 * with learning rate η > 0 is stable on a quadratic: where a root of its characteristic polynomial
 * passes through −1. In units of 1/η. Cohen et al. 2021 (arXiv 2103.00065), 2022 (arXiv
 * 2207.14484). Throws `OutOfRange`.
 */
export function stabilityThreshold(rule: Rule, eta: number): number {
  if (!(eta > 0 && eta < Infinity)) throw new OutOfRange('the learning rate', eta, 'positive and finite');
  const beta = 'beta' in rule ? rule.beta : 0;
  if (!(beta >= 0 && beta < 1)) throw new OutOfRange('β', beta, 'from 0 to below 1');
  switch (rule.optimiser) {
    case 'gradient-descent':
    case 'rmsprop':
      return 2 / eta;
    case 'heavy-ball':
      return (2 + 2 * beta) / eta;
    case 'nesterov':
      return (2 + 2 * beta) / (eta * (1 + 2 * beta));
    case 'adam':
      return (2 + 2 * beta) / (eta * (1 - beta));
  }
}
