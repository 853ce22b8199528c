import { exp, log, log1p, power } from '../numeric/special.ts';

/** L(N, D) = E + A N^{−α} + B D^{−β} (Hoffmann et al. 2022, 2203.15556). */
export interface ParametricLaw {
  E: number;
  A: number;
  B: number;
  alpha: number;
  beta: number;
}

export function parametricLoss({ E, A, B, alpha, beta }: ParametricLaw, N: number, D: number): number {
  return E + A * power(N, -alpha) + B * power(D, -beta);
}

/** [(N_c/N)^{α_N/α_D} + D_c/D]^{α_D} (Kaplan et al. 2020, 2001.08361). */
export interface KaplanLaw {
  alphaN: number;
  alphaD: number;
  Nc: number;
  Dc: number;
}

export function kaplanLoss({ alphaN, alphaD, Nc, Dc }: KaplanLaw, N: number, D: number): number {
  return power(power(Nc / N, alphaN / alphaD) + Dc / D, alphaD);
}

/**
 * y = a + b x^{−c₀} Π_i (1 + (x/d_i)^{1/f_i})^{−c_i f_i}: a power whose exponent grows by c_i at
 * x = d_i, over a width f_i in ln x (Caballero et al. 2022, 2210.14891).
 */
export interface BrokenLaw {
  a: number;
  b: number;
  c0: number;
  breaks: readonly { c: number; d: number; f: number }[];
}

export function brokenLoss({ a, b, c0, breaks }: BrokenLaw, x: number): number {
  // ln(1 + e^u) without overflow.
  const softplus = (u: number) => Math.max(u, 0) + log1p(exp(-Math.abs(u)));
  const logs = breaks.reduce((sum, { c, d, f }) => sum - c * f * softplus(log(x / d) / f), -c0 * log(x));
  return a + b * exp(logs);
}

/** d ln(y − a)/d ln x: −c₀ far below the first break, −c₀ − … − c_i after the i-th. */
export function brokenExponent({ c0, breaks }: BrokenLaw, x: number): number {
  return breaks.reduce((sum, { c, d, f }) => sum - c / (1 + power(x / d, -1 / f)), -c0);
}
