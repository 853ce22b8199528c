import { wholePower } from '../../../numeric/special.ts';

// Averages of constant-step descent with additive noise, along one mode: ϱ = 1 − ηλ.

/** c of the last iterate, v = ηs²/(2 − ηλ). */
export function lastVariance(lambda: number, eta: number, s2: number): number {
  return (eta * s2) / (2 - eta * lambda);
}

/** v (1 − β)/(1 + β) (1 + βϱ)/(1 − βϱ) of A ← βA + (1 − β)e. */
export function exponentialVariance(lambda: number, eta: number, s2: number, beta: number): number {
  const rho = 1 - eta * lambda;
  return (lastVariance(lambda, eta, s2) * (((1 - beta) / (1 + beta)) * (1 + beta * rho))) / (1 - beta * rho);
}

/** v/N² [N(1 + ϱ)/(1 − ϱ) − 2ϱ(1 − ϱ^N)/(1 − ϱ)²] of the mean of N iterates. */
export function tailVariance(lambda: number, eta: number, s2: number, N: number): number {
  const rho = 1 - eta * lambda;
  const one = 1 - rho;
  const bracket = (N * (1 + rho)) / one - (2 * rho * (1 - wholePower(rho, N))) / (one * one);
  return (lastVariance(lambda, eta, s2) * bracket) / (N * N);
}

/** What an exponential average that began at e₀ keeps of it after k steps. */
export function exponentialBias(lambda: number, eta: number, beta: number, k: number, e0: number): number {
  const rho = 1 - eta * lambda;
  const kept = wholePower(beta, k);
  if (rho === beta) return e0 * kept * (1 + k * (1 - beta));
  return e0 * (kept + ((1 - beta) * rho * (wholePower(rho, k) - kept)) / (rho - beta));
}

/** (1 − β)s²/(2λ), where 1 − β ≪ ηλ: free of the step. */
export function longExponentialVariance(lambda: number, s2: number, beta: number): number {
  return ((1 - beta) * s2) / (2 * lambda);
}

/** s²/(λN), where Nηλ ≫ 1: free of the step. */
export function longTailVariance(lambda: number, s2: number, N: number): number {
  return s2 / (lambda * N);
}
