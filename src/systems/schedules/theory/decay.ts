import { erf, exp, power } from '../../../numeric/special.ts';
import { gamma } from '../../../statistics/distributions.ts';

// One mode under rates that fall to 0 over T steps, with additive noise, at small rates: x = λη₀T.

/** Linear: c₀e^(−x) + s²λη₀²T [√π erf√x/(4x^(3/2)) − e^(−x)/(2x)]. */
export function linearVariance(lambda: number, eta0: number, T: number, s2: number, c0: number): number {
  const x = lambda * eta0 * T;
  const noise = (Math.sqrt(Math.PI) * erf(Math.sqrt(x))) / (4 * power(x, 1.5)) - exp(-x) / (2 * x);
  return c0 * exp(-x) + s2 * lambda * eta0 * eta0 * T * noise;
}

/** (√π/4) s² √(η₀/(λT)), where x ≫ 1. */
export function longLinearVariance(lambda: number, eta0: number, T: number, s2: number): number {
  return (Math.sqrt(Math.PI) / 4) * s2 * Math.sqrt(eta0 / (lambda * T));
}

/** η₀(1 − k/T)^p, where x ≫ 1: falls as T^(−p/(p + 1)). */
export function longPowerVariance(lambda: number, eta0: number, T: number, s2: number, p: number): number {
  const x = lambda * eta0 * T;
  const q = (2 * p + 1) / (p + 1);
  return ((s2 * eta0 * x) / (p + 1)) * gamma(q) * power((2 * x) / (p + 1), -q);
}

/** Half a cosine ends as p = 2 from π²/4 times the rate. */
export function longCosineVariance(lambda: number, eta0: number, T: number, s2: number): number {
  return longPowerVariance(lambda, (Math.PI * Math.PI * eta0) / 4, T, s2, 2);
}

/** The best schedule there is, 1/c_T = 1/c₀ + Tλ/s² with η_k = 1/(λ(k + 1) + s²/c₀). */
export function bestVariance(lambda: number, T: number, s2: number, c0: number): number {
  return 1 / (1 / c0 + (T * lambda) / s2);
}
