import { brent } from '../../../numeric/roots.ts';
import { checkDescent, type Descent } from './second-moments.ts';

/**
 * q = Σ η(1+β)λ/[B(1−β)(2(1+β) − ηλ) − ηλ(1+β)]: the share of its noise that a stationary state
 * feeds back into itself, at the fixed point of `SecondMoments`. The mean risk is stable where
 * q < 1; infinite where a mode alone is unstable.
 */
export function noiseGain({ lambda, B, eta, beta }: Omit<Descent, 'sigma2'>): number {
  let q = 0;
  for (let k = 0; k < lambda.length; k++) {
    const drive = eta * (1 + beta) * lambda[k];
    // The two divisions keep B = ∞ a number.
    const room = (1 - beta) * (2 * (1 + beta) - eta * lambda[k]) - drive / B;
    if (!(room > 0)) return Number.POSITIVE_INFINITY;
    q += drive / B / room;
  }
  return q;
}

/**
 * The largest rate at which the mean risk is stable, where q = 1: 2(1+β)/λ_max as B → ∞, for d
 * equal eigenvalues and β = 0 it is 2B/(λ(B + d + 1)). Throws `OutOfRange`.
 */
export function largestRate(descent: Omit<Descent, 'eta' | 'sigma2'>): number {
  const { lambda, B, beta } = descent;
  checkDescent({ ...descent, eta: 1, sigma2: 0 });
  const largest = Array.prototype.reduce.call(lambda, (most, l) => Math.max(most as number, l as number), 0) as number;
  const end = (2 * (1 - beta) * (1 + beta)) / (largest * (1 - beta + (1 + beta) / B));
  // q grows from 0 to ∞ in between; 1/(1 + q) makes the pole harmless.
  return brent((eta) => 1 / (1 + noiseGain({ ...descent, eta })) - 0.5, 0, end);
}

/**
 * The excess risk that the descent settles at, S_∞ = σ²q/(1 − q); infinite where it is unstable.
 */
export function stationaryRisk(descent: Descent): number {
  const q = noiseGain(descent);
  return q < 1 ? (descent.sigma2 * q) / (1 - q) : Number.POSITIVE_INFINITY;
}
