import { NoSolution, OutOfRange } from '../../../numeric/errors.ts';
import { power, sin, squared } from '../../../numeric/special.ts';
import { asModes } from '../../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge, type Spectrum } from '../../../random-matrices/renormalized-ridge.ts';

// Source and capacity: η_k = k^−α with α > 1, target power c_k = k^−(1+2αr), P ≫ 1. Sources:
// 2105.15004, 2002.02561, 2405.00592.

/**
 * Ridgeless, noiseless risk with sums over modes replaced by integrals (D → ∞, then large P);
 * relative corrections are O(1/P).
 */
export interface ContinuumRisk {
  kappa: number;
  /** γ = 1 − 1/α, overfitting coefficient E_0 = 1/(1 − γ) = α. */
  gamma: number;
  overfitting: number;
  biasSquared: number;
  excessError: number;
}

/**
 * κ = (C_α/P)^α with C_α = (π/α)/sin(π/α); B = κ^{2r} Beta(2r, 2−2r)/α for r < 1, ζ(1+2α(r−1)) κ²
 * for r > 1. `alpha` > 1, `source` r > 0. Throws `OutOfRange` for others, `NoSolution` at r = 1,
 * where B ~ κ² log κ has no such constant.
 */
export function powerLawContinuum(alpha: number, source: number, samples: number): ContinuumRisk {
  checkExponents(alpha, source);
  if (!(samples > 0)) throw new OutOfRange('the number of samples', samples, 'positive');
  if (source === 1) throw new NoSolution('at source exponent 1 the bias has a logarithm and no continuum constant');
  const kappa = power(Math.PI / alpha / sin(Math.PI / alpha) / samples, alpha);
  const biasSquared =
    source < 1
      ? (power(kappa, 2 * source) / alpha) * betaOfComplements(2 * source)
      : zeta(1 + 2 * alpha * (source - 1)) * squared(kappa);
  return { kappa, gamma: 1 - 1 / alpha, overfitting: alpha, biasSquared, excessError: alpha * biasSquared };
}

export type PowerLawRegime =
  | 'noiseless_ridgeless'
  | 'noiseless_ridge'
  | 'noisy_ridge'
  | 'noisy_ridgeless'
  | 'noisy_optimal';

/**
 * The exponent of E_g ~ P^exponent in each regime, with m = min(r, 1) and the ridge λ ~ P^−ell
 * (used by the `_ridge` regimes, which need ell < α). Source: 2105.15004.
 */
export function powerLawExponent(regime: PowerLawRegime, alpha: number, source: number, ell: number): number {
  checkExponents(alpha, source);
  const m = Math.min(source, 1);
  switch (regime) {
    case 'noiseless_ridgeless':
      return -2 * alpha * m;
    case 'noiseless_ridge':
      return -2 * Math.min(ell, alpha) * m;
    case 'noisy_ridge':
      return ell < alpha ? -(1 - ell / alpha) : 0;
    case 'noisy_ridgeless':
      return 0;
    case 'noisy_optimal':
      return (-2 * alpha * m) / (1 + 2 * alpha * m);
    default:
      throw new OutOfRange('the regime', regime, 'one of the five of PowerLawRegime');
  }
}

/**
 * What fitting pure noise costs a ridgeless model, and the effective ranks that bound it up to
 * constants.
 */
export interface NoiseFitting {
  kappa: number;
  /**
   * E_0 = 1/(1 − γ) ≥ 1: benign when it goes to 1, tempered when finite, catastrophic when it goes
   * to infinity with P.
   */
  overfitting: number;
  /** γ/(1 − γ) σ². */
  varianceNoise: number;
  /**
   * k⋆ = min{k ≥ 0: r_k ≥ b P}, r_k = Σ_{i>k} η_i/η_{k+1}, R_k = (Σ_{i>k} η_i)²/Σ_{i>k} η_i²;
   * undefined when there is no such k.
   */
  effective: { k: number; r: number; R: number; scale: number } | undefined;
}

/**
 * `spectrum` in descending order; `noise` σ² ≥ 0; `b` the constant of k⋆. `scale` = k⋆/P + P/R_{k⋆}
 * is of the order of the noise's excess error over σ², no more. `Infinity` at P = rank. Sources:
 * 2207.06569 (E_0), 1906.11300 (effective ranks).
 */
export function noiseFitting(spectrum: ArrayLike<number>, samples: number, noise: number, b = 1): NoiseFitting {
  const modes = asModes(spectrum as Spectrum);
  const kappa = renormalizedRidge(modes, samples, 0);
  const { gamma, oneMinusGamma } = degreesOfFreedom(modes, samples, 0, kappa);
  const varianceNoise = noise === 0 ? 0 : (gamma / oneMinusGamma) * noise;
  return { kappa, overfitting: 1 / oneMinusGamma, varianceNoise, effective: effectiveRanks(spectrum, samples, b) };
}

function effectiveRanks(spectrum: ArrayLike<number>, samples: number, b: number): NoiseFitting['effective'] {
  let tail = 0;
  let squares = 0;
  let found: NoiseFitting['effective'];
  // From the end, so that every tail sum runs small to large; the last k found is the smallest.
  for (let k = spectrum.length - 1; k >= 0; k--) {
    tail += spectrum[k];
    squares += squared(spectrum[k]);
    const r = tail / spectrum[k];
    const R = (tail * tail) / squares;
    if (r >= b * samples) found = { k, r, R, scale: k / samples + samples / R };
  }
  return found;
}

/** Beta(x, 2 − x) = Γ(x)Γ(2 − x)/Γ(2) = (1 − x) π/sin πx, for 0 < x < 2; 1 at x = 1. */
function betaOfComplements(x: number): number {
  const y = x - 1;
  return y === 0 ? 1 : (Math.PI * y) / sin(Math.PI * y);
}

/** Riemann's ζ(s), s > 1, by Euler–Maclaurin from 20 terms on; relative error below 1e-14. */
function zeta(s: number): number {
  const n = 20;
  let sum = 0;
  for (let k = n - 1; k >= 1; k--) sum += power(k, -s);
  let term = (s * power(n, -s - 1)) / 2;
  const bernoulli = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66];
  let corrections = 0;
  bernoulli.forEach((value, i) => {
    corrections += value * term;
    const j = 2 * i + 1;
    term *= ((s + j) * (s + j + 1)) / (n * n * (j + 2) * (j + 3));
  });
  return sum + power(n, 1 - s) / (s - 1) + power(n, -s) / 2 + corrections;
}

function checkExponents(alpha: number, source: number): void {
  if (!(alpha > 1)) throw new OutOfRange('the decay of the spectrum', alpha, 'above 1');
  if (!(source > 0)) throw new OutOfRange('the source exponent', source, 'positive');
}
