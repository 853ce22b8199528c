import { squared } from '../../../numeric/special.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';
import type { Parabola } from './students.ts';
import type { Population, Training } from './supervisors.ts';

/**
 * Self-distillation on the supervisor's own rows, with its ridge: labels ξ ŷ + (1 − ξ) y make the
 * student w + ξ λ dw/dλ, whose error is a parabola in ξ. From the equivalent of two ridges,
 *
 *     T = (κ₁κ₂ Σ η w_0²/((η+κ₁)(η+κ₂)) + σ²)/(1 − Σ η²/((η+κ₁)(η+κ₂))/n)
 *       = E⟨w(λ₁) − w_0, w(λ₂) − w_0⟩_Σ + σ²,
 *
 * c = −λ κ′ ∂₁T and b = λ² κ′² ∂₁∂₂T at κ₁ = κ₂, with κ′ = dκ/dλ; to leading order in large n and
 * D. c is 0 at the best ridge. Throws as `renormalizedRidge`.
 *
 * Source: the exact student is that of Das & Sanghavi 2023 (2301.13304).
 */
export function ownRows({ eta, modes, target }: Population, { samples, ridge, noise }: Training): Parabola {
  const kappa = renormalizedRidge(modes, samples, ridge);
  const { oneMinusGamma: D } = degreesOfFreedom(modes, samples, ridge, kappa);
  let [missed, N1, N12, D1, D12] = [0, 0, 0, 0, 0];
  for (let k = 0; k < eta.length; k++) {
    const g = 1 / (eta[k] + kappa);
    const h = eta[k] * g;
    const signal = squared(target[k]);
    missed += eta[k] * squared(kappa * g) * signal;
    N1 += kappa * h * h * g * signal;
    N12 += h * h * h * g * signal;
    D1 += (h * h * g) / samples;
    D12 -= (h * h * g * g) / samples;
  }
  const N = missed + noise;
  const first = N1 / D - (N * D1) / squared(D);
  const second = N12 / D - (2 * N1 * D1 + N * D12) / squared(D) + (2 * N * squared(D1)) / (squared(D) * D);
  const step = ridge / D;
  // T − σ², without their cancellation.
  return { atZero: (missed + (1 - D) * noise) / D, c: -step * first, b: squared(step) * second };
}
