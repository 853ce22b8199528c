import { OutOfRange } from '../../numeric/errors.ts';
import { squared } from '../../numeric/special.ts';
import type { Modes } from '../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../random-matrices/renormalized-ridge.ts';

/** Weights in the eigenbasis, averaged over the draws that they depend on. */
export interface Moments {
  /** m_k = E w_k. */
  mean: Float64Array;
  /** C_k = E w_k². */
  square: Float64Array;
}

/** A ridge fit (XᵀX/n + λ)⁻¹Xᵀy/n on n fresh rows. */
export interface RidgeRows {
  /** Eigenvalues η_k > 0 of the covariance, units of input², and the same prepared. */
  eta: ArrayLike<number>;
  modes: Modes;
  samples: number;
  ridge: number;
}

/**
 * What such a fit makes of the moments of the weights that label its rows, in place, with noise of
 * variance σ² on the labels; to leading order in large n and D,
 *
 *     m ← h m,  C ← h² C + η/(η+κ)² A,  A = (κ² Σ C η/(η+κ)² + σ²)/(n − Df2),  h = η/(η+κ).
 *
 * Throws `OutOfRange` where n = D without a ridge; else as `renormalizedRidge`.
 */
export function ridgeMap({ eta, modes, samples, ridge }: RidgeRows): (moments: Moments, noise: number) => void {
  const kappa = renormalizedRidge(modes, samples, ridge);
  const { oneMinusGamma } = degreesOfFreedom(modes, samples, ridge, kappa);
  if (!(oneMinusGamma > 0)) throw new OutOfRange('n − Df2', samples * oneMinusGamma, 'positive');
  const h = Float64Array.from(eta, (one) => one / (one + kappa));
  const missed = Float64Array.from(eta, (one) => one * squared(kappa / (one + kappa)));
  const gained = Float64Array.from(eta, (one, k) => h[k] / (one + kappa));
  return ({ mean, square }, noise) => {
    let sum = noise;
    for (let k = 0; k < h.length; k++) sum += square[k] * missed[k];
    const A = sum / (samples * oneMinusGamma);
    for (let k = 0; k < h.length; k++) {
      mean[k] *= h[k];
      square[k] = h[k] * h[k] * square[k] + gained[k] * A;
    }
  };
}
