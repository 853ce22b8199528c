import { erf } from '../../../numeric/special.ts';

/** The share of Gaussian errors of variance L below ε, erf(ε/√(2L)). */
export function accuracy(loss: number, epsilon: number): number {
  return loss === 0 ? 1 : erf(epsilon / Math.sqrt(2 * loss));
}

/** Its second derivative in L: u e^(−u²)(3/2 − u²)/(√π L²) with u = ε/√(2L). */
export function accuracyCurvature(loss: number, epsilon: number): number {
  if (loss === 0) return 0;
  const u = epsilon / Math.sqrt(2 * loss);
  return (u * Math.exp(-u * u) * (1.5 - u * u)) / (Math.sqrt(Math.PI) * loss * loss);
}
