import { leastOnRange } from '../../../numeric/golden-section.ts';
import { exp, log, power } from '../../../numeric/special.ts';
import { hurwitzZeta } from '../../../numeric/zeta.ts';
import { gamma } from '../../../statistics/distributions.ts';

// The best rate for a budget of T steps, on endless modes with λ_i = i^(−b) and λ_i e_i² = i^(−a);
// r = (a − 1)/b.

export interface PowerLaw {
  a: number;
  b: number;
  s2: number;
  /** Σλ, where it is not that of endless modes, ζ(b). */
  total?: number;
}

/** Γ(r)/(2b) (2S)^(−r): what rates of the sum S leave of the start. */
export function endlessBias(a: number, b: number, S: number): number {
  const r = (a - 1) / b;
  return (gamma(r) / (2 * b)) * power(2 * S, -r);
}

/** L(η) of a constant rate: Γ(r)/(2b) (2ηT)^(−r) + (ηs²/4)[ζ(b) − Γ(1 − 1/b)/b (2ηT)^(1/b − 1)]. */
export function constantRateLoss({ a, b, s2, total = hurwitzZeta(b, 1) }: PowerLaw, eta: number, T: number): number {
  const time = 2 * eta * T;
  const stirred = total - (gamma(1 - 1 / b) / b) * power(time, 1 / b - 1);
  return endlessBias(a, b, eta * T) + ((eta * s2) / 4) * stirred;
}

export interface Best {
  eta: number;
  loss: number;
}

/** Where that is least. */
export function bestConstantRate(law: PowerLaw, T: number): Best {
  const middle = log(leadingConstantRate(law, T).eta);
  const { at, value } = leastOnRange((x) => constantRateLoss(law, exp(x), T), [middle - 3, middle + 3]);
  return { eta: exp(at), loss: value };
}

/** To leading order: (rC/c)^(1/(1 + r)) T^(−r/(1 + r)), C = Γ(r)/(2b) 2^(−r), c = s²ζ(b)/4. */
export function leadingConstantRate({ a, b, s2, total = hurwitzZeta(b, 1) }: PowerLaw, T: number): Best {
  const r = (a - 1) / b;
  const C = (gamma(r) / (2 * b)) * power(2, -r);
  const c = (s2 * total) / 4;
  const eta = power((r * C) / c, 1 / (1 + r)) * power(T, -r / (1 + r));
  return { eta, loss: C * power(eta * T, -r) + c * eta };
}

/** L(xT)/L(T) = (x^(−r) + r)/(1 + r) at that rate: one curve for all budgets. */
export function collapsed(r: number, x: number): number {
  return (power(x, -r) + r) / (1 + r);
}

/**
 * L* ~ T^(−loss), η₀* ~ T^(−eta) with the best peak rate, for noise that a decay leaves as η₀
 * (η₀T)^(−q), q = min(q₀, 1 − 1/b); q₀ is 0 of a constant rate, ½ of linear decay, ⅔ of a cosine, 1
 * of averaging. From r = q on the rate goes to its limit of stability.
 */
export function budgetExponents(a: number, b: number, q0: number): { loss: number; eta: number } {
  const r = (a - 1) / b;
  const q = Math.min(q0, 1 - 1 / b);
  if (r <= q) return { loss: r, eta: 0 };
  return { loss: r / (1 + r - q), eta: (r - q) / (1 + r - q) };
}
