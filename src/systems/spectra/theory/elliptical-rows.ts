import { OutOfRange } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';

/**
 * m = (1/d) tr(S + λ)⁻¹ for d-dimensional elliptical rows x = √τ z, Σ = 1, γ = d/n: the root of m =
 * 1/(λ + E τ/(1 + τγm)). τ takes the values `taus` with `probabilities`. Throws `OutOfRange`.
 * Source: El Karoui 2009.
 */
export function ellipticalStieltjes(gamma: number, ridge: number, taus: number[], probabilities: number[]): number {
  if (!(ridge > 0)) throw new OutOfRange('λ', ridge, 'positive');
  if (taus.some((tau) => !(tau >= 0))) throw new OutOfRange('τ', taus.join(', '), 'at least 0');
  // λm + E τm/(1 + τγm) rises in m, from 0 to above 1 at 1/λ.
  const excess = (m: number) =>
    ridge * m - 1 + taus.reduce((sum, tau, i) => sum + (probabilities[i] * tau * m) / (1 + tau * gamma * m), 0);
  return brent(excess, 0, 1 / ridge);
}
