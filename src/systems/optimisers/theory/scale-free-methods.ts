import type { Modes } from './polynomial-methods.ts';

// Methods that do not see how large a gradient is. Along the axes a mode's gradient is λe, its λ
// drops out, and the path of an error is the same at every curvature: they act on errors alone.
// The same holds for singular values of a matrix of weights, where the inputs' covariance shares
// their right vectors: Muon is sign descent on them, Shampoo is AdaGrad.

/** |error| after 0, 1, …, `last` steps, of a mode that begins at |e|. */
export type ErrorPath = (error: number, last: number) => Float64Array;

/** The losses after 0, 1, …, `last` steps. */
export function scaleFreeLosses({ lambda, error }: Modes, path: ErrorPath, last: number): Float64Array {
  const losses = new Float64Array(last + 1);
  for (let i = 0; i < lambda.length; i++) {
    const errors = path(error[i], last);
    for (let k = 0; k <= last; k++) losses[k] += (lambda[i] * errors[k] * errors[k]) / 2;
  }
  return losses;
}

/**
 * The error of sign descent, and of a singular value under Muon, after k steps of length η: |e| −
 * kη until what is left, ρ, is less than a step; then ρ and η − ρ by turns.
 */
export function signError(error: number, eta: number, k: number): number {
  const whole = Math.floor(error / eta);
  if (k <= whole) return error - k * eta;
  const rest = error - whole * eta;
  return (k - whole) % 2 === 0 ? rest : eta - rest;
}

export function sign(eta: number): ErrorPath {
  return (error, last) => Float64Array.from({ length: last + 1 }, (_, k) => signError(error, eta, k));
}

/** Where sign descent ends, averaged over what is left: η²/6 tr H. */
export function signFloor(lambda: ArrayLike<number>, eta: number): number {
  let trace = 0;
  for (let i = 0; i < lambda.length; i++) trace += lambda[i];
  return (eta * eta * trace) / 6;
}

/**
 * Adam without ε: m ← β₁m + (1 − β₁)e, v ← β₂v + (1 − β₂)e², e ← e − η m̂/√v̂, both corrected for
 * their start at 0.
 */
export function adam(eta: number, beta1: number, beta2: number): ErrorPath {
  return (start, last) => {
    const errors = new Float64Array(last + 1);
    let [error, m, v, power1, power2] = [start, 0, 0, 1, 1];
    errors[0] = error;
    for (let k = 1; k <= last; k++) {
      m = beta1 * m + (1 - beta1) * error;
      v = beta2 * v + (1 - beta2) * error * error;
      power1 *= beta1;
      power2 *= beta2;
      error -= (eta * (m / (1 - power1))) / Math.sqrt(v / (1 - power2));
      errors[k] = Math.abs(error);
    }
    return errors;
  };
}

/** e ← e − ηe/√Σe², the sum over all steps so far (Duchi et al. 2011); with matrices Shampoo. */
export function adaGrad(eta: number): ErrorPath {
  return (start, last) => {
    const errors = new Float64Array(last + 1);
    let [error, sum] = [start, 0];
    errors[0] = error;
    for (let k = 1; k <= last; k++) {
      sum += error * error;
      error -= (eta * error) / Math.sqrt(sum);
      errors[k] = Math.abs(error);
    }
    return errors;
  };
}
