import { noisePower, signalPower } from '../../../diffusion/schedules.ts';
import { digamma } from '../../../numeric/digamma.ts';
import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { log, power, squared } from '../../../numeric/special.ts';
import { marginalVariance } from './modes.ts';

/**
 * Of a component of variance S at γ: the least mean squared errors of its noise ε, α²S/V, and of
 * itself, Sσ²/V; the former is also its correlation with what an exact U-turn makes of it.
 */
export function leastErrors(S: number, gamma: number): { noise: number; clean: number } {
  const V = marginalVariance(S, gamma);
  return { noise: (signalPower(gamma) * S) / V, clean: (S * noisePower(gamma)) / V };
}

/**
 * ½∫₀^∞ (mse − mmse) d snr, what a denoiser made for the variance `assumed` loses on data of
 * variance S over all levels of noise; it is KL(N(0, S) ‖ N(0, assumed)).
 */
export function denoisingLoss(S: number, assumed: number): number {
  const { nodes, weights } = gaussLegendre(200);
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) {
    // snr = u/(1 − u)/S, u from 0 to 1.
    const u = (1 + nodes[i]) / 2;
    const snr = u / (1 - u) / S;
    const mse = (S + snr * squared(assumed)) / squared(1 + snr * assumed);
    const mmse = S / (1 + snr * S);
    sum += (((weights[i] / 2) * (mse - mmse)) / S) * power(1 - u, -2);
  }
  return sum / 2;
}

/**
 * Means, over n samples in d dimensions, of the divergences between a Gaussian of mean zero and the
 * one whose covariance is fitted, in nats, with e = E ln det Σ⁻¹Σ̂. The first exists for n > d + 1.
 */
export function fittingDivergence(d: number, n: number): { trueFromFitted: number; fittedFromTrue: number; e: number } {
  let e = d * log(2 / n);
  for (let i = 1; i <= d; i++) e += digamma((n - i + 1) / 2);
  return { trueFromFitted: 0.5 * ((d * n) / (n - d - 1) - d + e), fittedFromTrue: -0.5 * e, e };
}
