import { exp, expm1, log1p, power } from '../../../numeric/special.ts';

/**
 * What training has made of a mode of XᵀX/n with eigenvalue ν: x is left of its initial weight, k
 * counts what the noise has pulled, and 1 − νk is missing of the teacher's weight. The model is
 * that of Levi, Beck & Bar-Sinai (2023, arXiv 2310.16441).
 */
export interface Stage {
  x: number;
  k: number;
  /** 1 − νk = x + γk, without the cancellation. */
  missing: number;
}

/** As a function of ν, after a number of steps or a time. */
export type Progress = (nu: number) => Stage;

/**
 * After `steps` steps η of gradient descent on |Xw − y|²/(2n) + γ|w|²/2: x = (1 − η(ν + γ))^steps.
 */
export function descent(gamma: number, eta: number, steps: number): Progress {
  return (nu) => {
    const part = eta * (nu + gamma);
    if (part === 0) return { x: 1, k: eta * steps, missing: 1 };
    // Slow modes without cancellation in 1 − x.
    const exponent = part < 0.5 ? steps * log1p(-part) : undefined;
    const x = exponent === undefined ? power(1 - part, steps) : exp(exponent);
    const k = (exponent === undefined ? 1 - x : -expm1(exponent)) / (nu + gamma);
    return { x, k, missing: x + gamma * k };
  };
}

/** After the time t of gradient flow: x = e^(−(ν + γ)t), k = (1 − x)/(ν + γ). */
export function flow(gamma: number, t: number): Progress {
  return (nu) => {
    const rate = nu + gamma;
    const x = exp(-rate * t);
    const k = rate === 0 ? t : -expm1(-rate * t) / rate;
    return { x, k, missing: x + gamma * k };
  };
}

/** At the end of either: ridge regression with the ridge γ > 0. */
export function ridge(gamma: number): Progress {
  return (nu) => ({ x: 0, k: 1 / (nu + gamma), missing: gamma / (nu + gamma) });
}
