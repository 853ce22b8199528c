import { squared } from '../../../numeric/special.ts';
import { type Descent, SecondMoments } from './second-moments.ts';

/** A number of steps at one rate and batch size. */
export interface Stretch {
  eta: number;
  B: number;
  steps: number;
}

/**
 * The excess risk after these stretches of plain SGD. In the limit of small steps only η/B and
 * Σ η count, so that a smaller rate and a larger batch do the same (Smith et al. 2017, 1711.00489);
 * at finite steps the two differ by O(η). Throws `OutOfRange`.
 */
export function scheduledRisk(
  { lambda, sigma2 }: Pick<Descent, 'lambda' | 'sigma2'>,
  squaredErrors: ArrayLike<number>,
  stretches: readonly Stretch[],
): number {
  let moments: SecondMoments | undefined;
  let at = Float64Array.from(squaredErrors);
  for (const { eta, B, steps } of stretches) {
    moments = new SecondMoments({ lambda, sigma2, B, eta, beta: 0 }, at);
    for (let k = 0; k < steps; k++) moments.step();
    at = moments.squaredErrors();
  }
  return moments?.risk ?? at.reduce((sum, value, k) => sum + lambda[k] * value, 0);
}

/**
 * To leading order in η, by how much more of the risk is left in the end when the batch is κB than
 * when the rate is η/κ: σ²(1 − 1/κ)/(4κB) Σ (ηλ)².
 */
export function growthFloor({ lambda, sigma2, B, eta }: Omit<Descent, 'beta'>, kappa: number): number {
  let squares = 0;
  for (let k = 0; k < lambda.length; k++) squares += squared(eta * lambda[k]);
  return ((sigma2 * (1 - 1 / kappa)) / (4 * kappa * B)) * squares;
}
