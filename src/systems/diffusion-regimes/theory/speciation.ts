import { gaussianMeans } from '../../../numeric/hermite.ts';
import { exp, expm1, log, squared, tanh } from '../../../numeric/special.ts';

/** Data ½N(μ, s²) + ½N(−μ, s²) under dx = −x dt + √2 dW. */
export interface Mixture {
  /** |μ|. */
  distance: number;
  /** s². */
  spread: number;
}

/**
 * Probability that data noised until t and denoised with the true score come back in their class:
 * the class is drawn anew from its posterior, so it is
 *
 *     ½ (1 + E tanh²[m (m + √Γ z)/Γ]),  m = |μ| e^(−t),  Γ = s² e^(−2t) + 1 − e^(−2t),
 *
 * with z standard normal. Within 1e-12.
 *
 * Source: the mixture of Biroli, Bonnaire, de Bortoli & Mézard 2024 (2402.18491).
 */
export function sameClassProbability({ distance, spread }: Mixture, time: number): number {
  const alpha2 = exp(-2 * time);
  const m = distance * exp(-time);
  const Gamma = spread * alpha2 - expm1(-2 * time);
  if (m === 0) return 0.5;
  const mean = gaussianMeans(
    (z, out) => {
      out[0] = squared(tanh((m * (m + Math.sqrt(Gamma) * z)) / Gamma));
    },
    1,
    1e-11,
    1e-13,
  );
  return 0.5 * (1 + mean[0]);
}

/**
 * t_S = ½ ln Λ, with Λ = s² + |μ|² the largest eigenvalue of the data's covariance: when classes
 * form, to leading order in large d with |μ|² ~ d. At least 0. Source: 2402.18491.
 */
export function speciationTime({ distance, spread }: Mixture): number {
  return Math.max(0, 0.5 * log(spread + distance * distance));
}
