import { NoSolution, OutOfRange } from '../../../numeric/errors.ts';
import { leastOnRange } from '../../../numeric/golden-section.ts';
import { exp, log, squared } from '../../../numeric/special.ts';
import type { Modes } from '../../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';

/** One ridge fit on rows of two kinds: real ones, and a share whose labels come from w₁ + δ. */
export interface Mixture {
  modes: Modes;
  /** Eigenvalues η_k > 0 of the covariance of both kinds. */
  eta: ArrayLike<number>;
  /** w₁ in its eigenbasis. */
  target: ArrayLike<number>;
  /**
   * δ_k, or its variance in each mode where it is drawn at random with mean 0 and errors are
   * averaged over it.
   */
  difference: { fixed: ArrayLike<number> } | { variance: ArrayLike<number> };
  /** n, of both kinds together, and p₂, the share of the second. */
  samples: number;
  share: number;
  /** σ² of all labels. */
  noise: number;
}

/**
 * Excess error, of what w₁ says, of ridge regression (XᵀX/n + λ)⁻¹Xᵀy/n on the mixture, to leading
 * order in large n and D. The kind of a row is independent of its input, so that the mixture is one
 * target w̄ = w₁ + p₂δ with the noise σ² + p₁p₂ δᵀΣδ:
 *
 *     E = p₂² δᵀΣδ − 2p₂κ δᵀΣG w̄ + κ² w̄ᵀΣG²w̄/(1 − u) + (σ² + p₁p₂ δᵀΣδ) u/(1 − u),
 *
 * G = (Σ + κ)⁻¹, u = Df2/n. Throws as `renormalizedRidge`, and `OutOfRange` for a share outside [0,
 * 1].
 *
 * Source: Dohmatob, Feng, Subramonian & Kempe 2024 (2410.04840), their linear model.
 */
export function mixtureError(mixture: Mixture, ridge: number): number {
  const { modes, samples, share } = mixture;
  const kappa = renormalizedRidge(modes, samples, ridge);
  const { gamma, oneMinusGamma } = degreesOfFreedom(modes, samples, ridge, kappa);
  const { apart, shrunk, missed, noisy } = partsOf(mixture, kappa);
  return share * share * apart - 2 * share * shrunk + (missed + gamma * noisy) / oneMinusGamma;
}

/** δᵀΣδ, κ δᵀΣG w̄, κ² w̄ᵀΣG²w̄ and σ² + p₁p₂ δᵀΣδ, averaged over a random δ. */
export function partsOf({ eta, target, difference, share, noise }: Mixture, kappa: number) {
  if (!(share >= 0 && share <= 1)) throw new OutOfRange('the synthetic share', share, 'from 0 to 1');
  const isFixed = 'fixed' in difference;
  const given = isFixed ? difference.fixed : difference.variance;
  let [apart, shrunk, missed] = [0, 0, 0];
  for (let k = 0; k < eta.length; k++) {
    const square = isFixed ? squared(given[k]) : given[k];
    // δ w̄ and w̄², averaged.
    const cross = isFixed ? given[k] * (target[k] + share * given[k]) : share * square;
    const whole = isFixed ? squared(target[k] + share * given[k]) : squared(target[k]) + share * share * square;
    const left = kappa / (eta[k] + kappa);
    apart += eta[k] * square;
    shrunk += eta[k] * left * cross;
    missed += eta[k] * squared(left) * whole;
  }
  return { apart, shrunk, missed, noisy: noise + share * (1 - share) * apart };
}

/**
 * Ridges that are looked at, as logarithms in units of the mean eigenvalue: from next to none, and
 * to e^12 times what noise over signal asks for.
 */
function rangeOf({ eta, target, noise }: Mixture, apart: number): [number, number] {
  const power = Array.from(target).reduce((sum, w, k) => sum + eta[k] * squared(w), 0);
  return [-25, 12 + log(1 + (noise + apart) / power)];
}

/** Of the search, for each unit of the logarithm. */
const STEPS = 3;

/**
 * The ridge of least error. Throws `NoSolution` where none is better than next to none, and for a
 * target without power.
 */
export function bestRidge(mixture: Mixture): { ridge: number; error: number } {
  const unit = mixture.modes.trace / mixture.modes.rank;
  const error = (u: number) => mixtureError(mixture, unit * exp(u));
  const range = rangeOf(mixture, partsOf(mixture, 0).apart);
  if (!Number.isFinite(range[1])) throw new NoSolution('the target has no power beside its noise: no ridge is best');
  const { at, value } = leastOnRange(error, range, Math.ceil(STEPS * (range[1] - range[0])));
  if (!(value < error(range[0]) * (1 - 1e-9))) throw new NoSolution('no ridge above 0 is best, the smaller the better');
  return { ridge: unit * exp(at), error: value };
}
