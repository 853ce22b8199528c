import { OutOfRange } from '../../../numeric/errors.ts';
import { asinh, cosh, exp, expm1, hypot, log2, sinh, squared, tanh } from '../../../numeric/special.ts';

/**
 * The solvable student f = α u·v with |u|² = |v|² = n and u·v = 0 at the start, one datum x = 1
 * with label y, loss (f − y)²/(2α²).
 */
export interface Crossover {
  /** α > 0, the output multiplier. */
  alpha: number;
  /** n > 0: the kernel starts at 2n (for h = u·v, that is without α²). */
  n: number;
  y: number;
}

/** Where gradient flow has brought the solvable student. */
export interface CrossoverState {
  /** α u·v. */
  f: number;
  /** (y − f)/y. */
  residual: number;
  /** |w − w₀|/|w₀| of all weights together. */
  movement: number;
  /** K(t)/K(0) − 1 with K = |u|² + |v|². */
  kernelMovement: number;
}

/**
 * The state after gradient flow for a time t, at every α: the whole crossover from lazy to rich,
 * which ρ = y/(αn) alone decides.
 *
 * p = u·v obeys ṗ = 2√(p² + n²) (y/α − p), the unbalanced two-layer linear mode with |u|² + |v|² =
 * 2√(p² + n²). For ϑ with p = n sinh ϑ, τ = tanh(ϑ/2) obeys the Riccati equation τ̇ = n(ρ − 2τ −
 * ρτ²), so that τ = ρT/(κ + T) with κ = √(1 + ρ²), T = tanh(κnt). Below, p is written with positive
 * terms only, so that no digits are lost at either end. The weights grow by e^G along u + v and by
 * e^−G along u − v, with G = ϑ/2. t may be infinite. Throws `OutOfRange`. The model is that of
 * Bordelon and Pehlevan 2022 (2205.09653) for γ₀ = 1/α and n = 1.
 */
export function crossover({ alpha, n, y }: Crossover, t: number): CrossoverState {
  if (!(alpha > 0 && alpha < Infinity)) throw new OutOfRange('alpha', alpha, 'positive and finite');
  if (!(n > 0 && n < Infinity)) throw new OutOfRange('n', n, 'positive and finite');
  if (!Number.isFinite(y)) throw new OutOfRange('y', y, 'finite');
  if (!(t >= 0)) throw new OutOfRange('the time', t, 'at least 0');
  const rho = y / (alpha * n);
  const kappa = hypot(1, rho);
  const T = tanh(kappa * n * t);
  const decayed = exp(-2 * kappa * n * t);
  const oneMinusT2 = (4 * decayed) / squared(1 + decayed);
  const denominator = 1 + T * T + 2 * kappa * T + rho * rho * oneMinusT2;
  const reached = (2 * T * (kappa + T)) / denominator;
  const s = rho * reached;
  const G = asinh(s) / 2;
  return {
    f: y * reached,
    residual: (kappa * kappa * oneMinusT2) / denominator,
    movement: 2 * Math.abs(sinh(G / 2)) * Math.sqrt(cosh(G)),
    // √(1 + s²) − 1 without the cancellation.
    kernelMovement: (s * s) / (1 + hypot(1, s)),
  };
}

/**
 * The same with the weights' tangent space held fixed: f = y(1 − e^(−2nt)), movement |f|/(2αn).
 * Errors as `crossover`.
 */
export function linearisedCrossover(setting: Crossover, t: number): { f: number; movement: number } {
  crossover(setting, t);
  const f = -setting.y * expm1(-2 * setting.n * t);
  return { f, movement: Math.abs(f) / (2 * setting.alpha * setting.n) };
}

/** log(b/a)/log 2 of a quantity that is a at α and b at 2α: the local exponent of α. */
export function localExponent(atAlpha: number, atTwiceAlpha: number): number {
  return log2(atTwiceAlpha / atAlpha);
}
