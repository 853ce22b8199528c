import { wholePower } from '../../numeric/special.ts';
import type { DegreesOfFreedom } from '../../random-matrices/renormalized-ridge.ts';

/**
 * The relative correction of order 1/P to the excess error of ridge regression on P samples. For
 * Σ = 1, P > D and λ → 0 it follows from what is left of a column of the data off the others' span,
 * q = zᵀΠz of P − D dimensions, with Var q/q̄² = 2/(P − D) + κ4/P: noise enters by E 1/q, the
 * noiseless error by E 1/q² and the columns' overlaps, which gives (1/(1 − γ) + κ4)/P and
 * (4/(1 − γ) + 3κ4)/P. A ridge weakens the second as L⁴, L = Df2/Df1 being the mean learnability of
 * what is in use (simulated: γ from 0.2 to 0.6).
 *
 * `degrees`: of the training inputs, as `degreesOfFreedom` gives them; `biasSquared`: κ² Σ
 * c/(η+κ)²; `noise`: σ²; `kurtosis`: κ4, the excess kurtosis of whitened inputs.
 */
export function nextOrder(
  { df1, df2, gamma, oneMinusGamma }: Pick<DegreesOfFreedom, 'df1' | 'df2' | 'gamma' | 'oneMinusGamma'>,
  samples: number,
  biasSquared: number,
  noise: number,
  kurtosis = 0,
): number {
  const [signal, fromNoise] = [biasSquared, gamma * noise];
  if (!(signal + fromNoise > 0) || df1 === 0 || !(oneMinusGamma > 0)) return 0;
  const kept = wholePower(df2 / df1, 4);
  const sum = signal * kept * (4 / oneMinusGamma + 3 * kurtosis) + fromNoise * (1 / oneMinusGamma + kurtosis);
  return sum / (samples * (signal + fromNoise));
}
