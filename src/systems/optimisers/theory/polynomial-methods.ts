// Methods whose error after k steps is a polynomial of the Hessian, p_k(H) e with p_k(0) = 1: each
// mode's error shrinks by p_k(λ), in whatever basis. Losses are ½ Σ λ e² p_k(λ)².

/** The quadratic in its eigenbasis. */
export interface Modes {
  /** λ, of length N, positive. */
  lambda: Float64Array;
  /** |e| at the start, of length N. */
  error: Float64Array;
}

/** What is left of a mode's error after 0, 1, …, `last` steps. */
export type Shrinkage = (lambda: number, last: number) => Float64Array;

/** The losses after 0, 1, …, `last` steps. */
export function polynomialLosses({ lambda, error }: Modes, shrinkage: Shrinkage, last: number): Float64Array {
  const losses = new Float64Array(last + 1);
  for (let i = 0; i < lambda.length; i++) {
    const weight = (lambda[i] * error[i] * error[i]) / 2;
    const left = shrinkage(lambda[i], last);
    for (let k = 0; k <= last; k++) losses[k] += weight * left[k] * left[k];
  }
  return losses;
}

/** (1 − ηλ)^k of gradient descent. */
export function descent(eta: number): Shrinkage {
  return (lambda, last) => geometric(1 - eta * lambda, last);
}

/** (1 − ηλ^(1−θ))^k of descent that is preconditioned with H^(−θ). */
export function preconditioned(eta: number, powered: (lambda: number) => number): Shrinkage {
  return (lambda, last) => geometric(1 - eta * powered(lambda), last);
}

function geometric(factor: number, last: number): Float64Array {
  const left = new Float64Array(last + 1);
  left[0] = 1;
  for (let k = 1; k <= last; k++) left[k] = left[k - 1] * factor;
  return left;
}

/** m ← βm + g, w ← w − ηm, from rest (Polyak 1964). */
export function heavyBall(eta: number, beta: number): Shrinkage {
  return (lambda, last) => {
    const left = new Float64Array(last + 1);
    let [now, before] = [1, 1];
    left[0] = 1;
    for (let k = 1; k <= last; k++) {
      [now, before] = [(1 + beta - eta * lambda) * now - beta * before, now];
      left[k] = now;
    }
    return left;
  };
}

/**
 * Nesterov's method with the momentum β_k = k/(k + 3): y = w + β_k (w − w₋₁), w ← y − ηg(y). The
 * loss is that of w.
 */
export function nesterov(eta: number): Shrinkage {
  return (lambda, last) => {
    const left = new Float64Array(last + 1);
    let [now, before] = [1, 1];
    left[0] = 1;
    for (let k = 0; k < last; k++) {
      const ahead = now + (k / (k + 3)) * (now - before);
      [now, before] = [(1 - eta * lambda) * ahead, now];
      left[k + 1] = now;
    }
    return left;
  };
}
