import { brent } from '../../../numeric/roots.ts';
import { exp, expm1, power, squared } from '../../../numeric/special.ts';

// What training and ridge make of each mode of XᵀX/n, as a factor φ of the interpolator's
// coefficient, from w = 0. λ is the mode's eigenvalue.

/** 1 − (1 − ηλ)^k of gradient descent. */
export function descentShrinkage(lambda: number, eta: number, k: number): number {
  return 1 - power(1 - eta * lambda, k);
}

/** 1 − e^(−λt) of gradient flow. */
export function flowShrinkage(lambda: number, t: number): number {
  return -expm1(-lambda * t);
}

/** λ/(λ + ρ) of (XᵀX/n + ρ)⁻¹Xᵀy/n. */
export function ridgeShrinkage(lambda: number, rho: number): number {
  return lambda / (lambda + rho);
}

/**
 * The ridge that shrinks this mode as k steps do: 1/(ηk) for λ → 0, and exponentially small for
 * ληk ≫ 1.
 */
export function equivalentRidge(lambda: number, eta: number, k: number): number {
  const left = power(1 - eta * lambda, k);
  return (lambda * left) / (1 - left);
}

/**
 * The ridge of the geometric average (1 − γ) Σ_k γ^k w_k of gradient descent from 0, which is ridge
 * regression exactly.
 */
export function averagedRidge(gamma: number, eta: number): number {
  return (1 - gamma) / (gamma * eta);
}

/**
 * What k steps of the heavy ball m ← βm + g, w ← w − ηm from rest leave of a mode's error: the
 * first component of ((1 + β − ηλ, −β), (1, 0))^k (1, 1), after each number of steps k (ascending).
 */
export function heavyBallError(lambda: number, eta: number, beta: number, steps: ArrayLike<number>): Float64Array {
  let [now, before, k] = [1, 1, 0];
  return Float64Array.from(steps, (until) => {
    for (; k < until; k++) [now, before] = [(1 + beta - eta * lambda) * now - beta * before, now];
    return now;
  });
}

/**
 * The largest φ_flow/φ_ridge at ρ = 1/t, 1.2984, and the λt where it is, the root of e^x = 1 + x +
 * x²: its square is the 1.69 of Ali, Kolter & Tibshirani 2018 (1810.10082).
 */
export function flowOverRidge(): { most: number; at: number } {
  const at = brent((x) => exp(x) - 1 - x - x * x, 1, 3);
  return { most: flowShrinkage(1, at) / ridgeShrinkage(1, 1 / at), at };
}

/**
 * The largest ratio, over modes, of the flow's risk to that of Bayes' ridge, for weights of a
 * Gaussian prior of variance τ² and the time t = nτ²/σ², x = λt of the mode: 1.2147 (Ali, Kolter &
 * Tibshirani 2018, 1810.10082).
 */
export function flowOverBayes(): number {
  const ratio = (x: number) => exp(-2 * x) * (1 + x) + squared(expm1(-x)) * (1 + 1 / x);
  const slope = (x: number) => {
    const phi = -expm1(-x);
    return -exp(-2 * x) * (1 + 2 * x) + 2 * phi * exp(-x) * (1 + 1 / x) - squared(phi / x);
  };
  return ratio(brent(slope, 2, 5));
}
