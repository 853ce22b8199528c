import { exp } from '../../../numeric/special.ts';
import type { Population } from './recursion.ts';

/**
 * The functional scaling law (Li et al. 2025, arXiv 2509.19189): excess risks after 0, 1, …, T
 * steps, ½ Σ λe² exp(−2λS_k) + (s²/2) Σ_{j<k} η_j² K(S_k − S_(j+1)), K(u) = Σ λ² e^(−2λu), S the
 * sum of the rates: a step stirs up noise that only later ones reduce. Its error is of the order of
 * the rate.
 */
export function functionalRisks(
  { lambda, squaredErrors, s2 }: Omit<Population, 'perBatch'>,
  rates: ArrayLike<number>,
): Float64Array {
  const T = rates.length;
  const risks = new Float64Array(T + 1);
  for (let i = 0; i < lambda.length; i++) {
    // Each mode's exponential forgets by one factor a step, of its signal and of its noise.
    let [signal, noise] = [lambda[i] * squaredErrors[i], 0];
    risks[0] += signal / 2;
    for (let k = 0; k < T; k++) {
      const part = rates[k] * lambda[i];
      const factor = exp(-2 * part);
      signal *= factor;
      noise = noise * factor + part * part;
      risks[k + 1] += (signal + s2 * noise) / 2;
    }
  }
  return risks;
}
