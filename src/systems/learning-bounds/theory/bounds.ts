import { brent } from '../../../numeric/roots.ts';
import { log } from '../../../numeric/special.ts';

// Bounds that hold with a chance of at least 1 − δ whatever the distribution of the data.

/**
 * True less training error of every half-space through 0 in d dimensions (VC dimension d):
 * √(8/n (d ln(2en/d) + ln(4/δ))). For n ≥ d.
 */
export function vcGap(d: number, n: number, delta: number): number {
  return Math.sqrt((8 / n) * (d * log((2 * Math.E * n) / d) + log(4 / delta)));
}

/** Rademacher complexity of w·x with |w| ≤ B on n inputs with |x| ≤ R: at most BR/√n. */
export function rademacherBound(n: number, B = 1, R = 1): number {
  return (B * R) / Math.sqrt(n);
}

/** True error less the share of samples with a margin below γ: 2BR/γ√n + √(ln(1/δ)/2n). */
export function marginGap(n: number, margin: number, delta: number, B = 1, R = 1): number {
  return (2 * rademacherBound(n, B, R)) / margin + Math.sqrt(log(1 / delta) / (2 * n));
}

/** Most that kl(training‖true error) of a posterior can be: (KL(Q‖P) + ln(2√n/δ))/n, for n ≥ 8. */
export function pacBayesKl(KL: number, n: number, delta: number): number {
  return (KL + log((2 * Math.sqrt(n)) / delta)) / n;
}

/** The largest true error p with kl(q‖p) ≤ bound. */
export function klInverse(q: number, bound: number): number {
  if (bound === 0) return q;
  const top = 1 - 1e-16;
  if (binaryKl(q, top) <= bound) return 1;
  return brent((p) => binaryKl(q, p) - bound, Math.max(q, 1e-300), top);
}

/** q ln(q/p) + (1 − q) ln((1 − q)/(1 − p)). */
export function binaryKl(q: number, p: number): number {
  const term = (a: number, b: number) => (a === 0 ? 0 : a * log(a / b));
  return term(q, p) + term(1 - q, 1 - p);
}
