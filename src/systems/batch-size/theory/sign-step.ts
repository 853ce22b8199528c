import { BadShape } from '../../../numeric/errors.ts';
import { erf } from '../../../numeric/special.ts';

/**
 * One step of sign descent on a quadratic loss: gradient G, Hessian H, and independent Gaussian
 * noise of deviation s/√B on each component of the gradient.
 */
export interface SignStep {
  G: ArrayLike<number>;
  H: readonly ArrayLike<number>[];
  s: ArrayLike<number>;
  B: number;
}

/**
 * The best rate of the step and the fall of the loss that it brings, exactly. With
 * ℰ = erf(G√(B/2)/s): η = Σ Gℰ/(Σ H_ii + Σ_{i≠j} H_ij ℰ_i ℰ_j). As √B for small batches; where the
 * off-diagonal sum is positive it rises and then falls, the surge of Li et al. 2024 (2405.14578).
 * Throws `BadShape`.
 */
export function bestSignStep({ G, H, s, B }: SignStep): { eta: number; fall: number } {
  const d = G.length;
  if (s.length !== d || H.length !== d || H.some((row) => row.length !== d))
    throw new BadShape(`a gradient of ${d} components needs as many deviations, and a Hessian ${d} × ${d}`);
  const E = Array.from(G, (g, i) => erf((g / s[i]) * Math.sqrt(B / 2)));
  let [gain, curvature] = [0, 0];
  for (let i = 0; i < d; i++) {
    gain += G[i] * E[i];
    for (let j = 0; j < d; j++) curvature += H[i][j] * (i === j ? 1 : E[i] * E[j]);
  }
  return { eta: gain / curvature, fall: (gain * gain) / (2 * curvature) };
}
