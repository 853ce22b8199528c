import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { exp, log, power, sin } from '../../../numeric/special.ts';
import { hurwitzZeta } from '../../../numeric/zeta.ts';
import { logGamma } from '../../../statistics/distributions.ts';
import type { LearningCurve } from './learning-curve.ts';
import { tail, visitRanks, type Zipf } from './ranks.ts';

// Power laws of many examples, D p₁ ≫ 1, from a list of quanta without end: amplitude and exponent
// of each. β = 1 + α, and `total` is Σ k^(−β).

/** α/(1 + α) = 1 − 1/β: the loss falls as this power of the examples. */
export const examplesExponent = (beta: number) => 1 - 1 / beta;

/**
 * Loss after D examples, (total^{−1/β}/β) Σ_m s(m) Γ(m + 1 − 1/β)/m! · D^{−(1 − 1/β)}. Michaud et
 * al. 2023 (2303.13506) have the exponent; the amplitude is ours.
 */
export function lossPower(curve: LearningCurve, beta: number, total: number, D: number): number {
  return transitionPower(gammaSum(curve.loss, beta, curve.end), beta, total, D);
}

/**
 * Quanta learned from D examples, (D/total)^{1/β} Σ_m [λ(m + 1) − λ(m)] Γ(m + 1 − 1/β)/m!, λ(m)
 * being the chance that one is learned that has been met m times.
 */
export function learnedPower(curve: LearningCurve, beta: number, total: number, D: number): number {
  return power(D / total, 1 / beta) * gammaSum(curve.gained, beta, curve.end);
}

/** Loss of the n quanta used most, n^{−α}/(α total), up to relative corrections of order 1/n. */
export function capacityPower(beta: number, total: number, n: number): number {
  return power(n, 1 - beta) / ((beta - 1) * total);
}

/** Loss of the n quanta used most, of a list without end: ζ(β, n + 1)/ζ(β). */
export function capacityLoss(beta: number, n: number): number {
  return hurwitzZeta(beta, n + 1) / hurwitzZeta(beta, 1);
}

/**
 * L(t) = Σ_k p_k s(tp_k), transitions of any shape s(u) that falls from s(0) = 1, each at its own
 * time: exact, to 1e-6.
 */
export function transitionSum(s: (u: number) => number, zipf: Zipf, t: number): number {
  const { beta, total } = zipf;
  let sum = 0;
  const last = visitRanks(zipf, t, (k, weight) => {
    const p = power(k, -beta) / total;
    sum += weight * p * s(t * p);
  });
  return sum + tail(zipf, beta, last) / total;
}

/**
 * What `transitionSum` becomes for large t: (ζ(β)^{−1/β}/β) ∫₀^∞ u^{−1/β} s(u) du · t^{−(1 − 1/β)}.
 */
export function transitionPower(integral: number, beta: number, total: number, t: number): number {
  return ((power(total, -1 / beta) * integral) / beta) * power(t, -examplesExponent(beta));
}

/**
 * ∫₀^∞ u^{−1/β} s(u) du for s = e^{−u}, which is Γ(1 − 1/β), and for the logistic function of ln u,
 * s = 1/(1 + u^{1/w}): πw/sin(πw(1 − 1/β)), infinite unless w(1 − 1/β) < 1.
 */
export const transitionIntegral = {
  exponential: (beta: number) => exp(logGamma(examplesExponent(beta))),
  logistic: (beta: number, w: number) => {
    const angle = Math.PI * w * examplesExponent(beta);
    return angle < Math.PI ? (Math.PI * w) / sin(angle) : Number.POSITIVE_INFINITY;
  },
};

/** Terms summed one by one where a sum has no end, at least. */
const ONE_BY_ONE = 4096;
/**
 * Of the integral beyond them: width in ln m of a piece, nodes on each, and how far. A loss falls
 * as m^(−1/w) with w ≤ 1, and what is summed as m^(−1/4) at the slowest.
 */
const PIECE = 0.5;
const NODES = 8;
const FAR = 120;

/** Σ_m f(m) Γ(m + a)/m!, a = 1 − 1/β. Beyond the terms summed the ratio is (m + a/2)^{a − 1}. */
function gammaSum(f: (m: number) => number, beta: number, end: number): number {
  const a = examplesExponent(beta);
  const last = Number.isFinite(end) ? end : ONE_BY_ONE;
  let sum = 0;
  let ratio = exp(logGamma(a));
  for (let m = 0; m < last; m++) {
    sum += f(m) * ratio;
    ratio *= (m + a) / (m + 1);
  }
  if (Number.isFinite(end)) return sum;
  const { nodes, weights } = gaussLegendre(NODES);
  const low = log(last - 0.5);
  for (let piece = 0; piece < FAR / PIECE; piece++)
    for (let i = 0; i < NODES; i++) {
      const m = exp(low + PIECE * (piece + (1 + nodes[i]) / 2));
      sum += ((weights[i] * PIECE) / 2) * m * f(m) * power(m + a / 2, a - 1);
    }
  return sum;
}
