import { OutOfRange } from '../numeric/errors.ts';
import { asModes } from './modes.ts';
import { kappaOfDegreesOfFreedom, type Spectrum } from './renormalized-ridge.ts';

/**
 * The S-transform as a function of df = Df/D: κ = λ S(df(κ)) when a matrix with this S multiplies Σ
 * freely. `+Infinity` marks the df where κ stays finite without ridge; beyond it a function throws
 * `OutOfRange`. In the usual convention ψ = −df, z = −1/λ. Source: 2405.00592, section on
 * S-transforms; Voiculescu 1987.
 */
export type STransform = (df: number) => number;

/** S = 1. */
export const identitySTransform: STransform = (df) => {
  checkDf(df, 1);
  return 1;
};

/**
 * White Wishart ZᵀZ/P, Z of P × D with unit variance, q = D/P; equally a layer FFᵀ of width N, with
 * q = D/N: S = 1/(1 − q df).
 */
export function wishartSTransform(q: number): STransform {
  if (!(q > 0)) throw new OutOfRange('the ratio D/P', q, 'positive');
  return (df) => {
    checkDf(df, Math.min(1, 1 / q));
    return 1 / (1 - q * df);
  };
}

/**
 * 1/f times a random projection to a fraction f = N/D of the dimensions: S = (1 − df)/(1 − df/f).
 */
export function projectionSTransform(fraction: number): STransform {
  if (!(fraction > 0 && fraction <= 1)) throw new OutOfRange('the fraction kept', fraction, 'above 0 and at most 1');
  return (df) => {
    checkDf(df, fraction);
    return fraction === 1 ? 1 : (1 - df) / (1 - df / fraction);
  };
}

/** Free factors: S_AB = S_A S_B. */
export function productSTransform(...factors: STransform[]): STransform {
  return (df) => factors.reduce((product, factor) => product * factor(df), 1);
}

/** S_{aA} = S_A/a, a > 0. */
export function scaledSTransform(scale: number, s: STransform): STransform {
  if (!(scale > 0)) throw new OutOfRange('the scale', scale, 'positive');
  return (df) => s(df) / scale;
}

/** S of A⁻¹: 1/S_A(1 − df). */
export function inverseSTransform(s: STransform): STransform {
  return (df) => 1 / s(1 - df);
}

/**
 * A given spectrum of D eigenvalues, zeros included: S = (1 − df)/(df κ), where Df1(κ) = D df <
 * rank.
 */
export function spectrumSTransform(spectrum: Spectrum): STransform {
  const modes = asModes(spectrum);
  return (df) => {
    checkDf(df, modes.rank / modes.dimension);
    if (df === 0) return modes.dimension / modes.trace;
    return (1 - df) / (df * kappaOfDegreesOfFreedom(modes, df * modes.dimension));
  };
}

/**
 * (1/N) Z Γ Zᵀ, Z of D × N with unit variance, Γ with the N eigenvalues g_j: S = N/(κ_Γ D df), κ_Γ
 * at Σ g/(g+κ_Γ) = D df.
 */
export function structuredLayerSTransform(weights: Spectrum, dimension: number): STransform {
  const modes = asModes(weights);
  return (df) => {
    checkDf(df, Math.min(1, modes.rank / dimension));
    if (df === 0) return modes.dimension / modes.trace;
    const used = df * dimension;
    return used >= modes.rank
      ? Number.POSITIVE_INFINITY
      : modes.dimension / (kappaOfDegreesOfFreedom(modes, used) * used);
  };
}

function checkDf(df: number, most: number): void {
  if (!(df >= 0 && df <= most)) throw new OutOfRange('df', df, `from 0 to ${most}`);
}
