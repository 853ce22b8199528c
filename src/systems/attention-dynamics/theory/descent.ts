import { type ContextPopulation, summaryMoments } from './population.ts';

export interface AttentionDescent extends ContextPopulation {
  model: 'merged' | 'separate';
  /** v at the start; U, or queries and keys, are balanced with it and aligned. */
  start: number;
  /** η. */
  rate: number;
}

/** Calls `see` with the eigenvalues g of Γ, ŷ = xᵀΓh, before each step and after the last. */
export type Observer = (step: number, gamma: Float64Array) => void;

/**
 * Gradient descent on ½E(y − ŷ)², exactly, step by step, from an aligned start. With c = λ(λ − gR)
 * merged weights ŷ = v xᵀUh move by v += ηΣuc, u += ηvc and have g = vu; the head of each
 * eigenvector, v = |q| = |k| = z, by z += ηz²c and has g = z³.
 *
 * Source: Zhang, Singh, Latham & Saxe 2025 (2501.16265), whose flow it is for η → 0.
 */
export function descend(descent: AttentionDescent, steps: number, see: Observer): void {
  const { spectrum, model, start, rate } = descent;
  const d = spectrum.length;
  const R = summaryMoments(descent);
  const gamma = new Float64Array(d);
  const own = new Float64Array(d).fill(model === 'merged' ? start / Math.sqrt(d) : start);
  let v = start;
  for (let step = 0; ; step++) {
    for (let m = 0; m < d; m++) gamma[m] = model === 'merged' ? v * own[m] : own[m] * own[m] * own[m];
    see(step, gamma);
    if (step === steps) return;
    let push = 0;
    for (let m = 0; m < d; m++) {
      const pull = rate * spectrum[m] * (spectrum[m] - gamma[m] * R[m]);
      if (model === 'merged') {
        push += own[m] * pull;
        own[m] += v * pull;
      } else own[m] += own[m] * own[m] * pull;
    }
    v += push;
  }
}
