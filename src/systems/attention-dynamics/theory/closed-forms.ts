import { atan, cbrt, exp, log } from '../../../numeric/special.ts';
import { type ContextPopulation, summaryMoments } from './population.ts';

/** Inputs N(0, λ I_d), and the balanced start U = v I/√d of strength a = v². */
export interface WhiteContexts {
  dimension: number;
  /** λ. */
  variance: number;
  length: number;
  noise: number;
  /** a₀. */
  start: number;
}

/**
 * Merged keys and queries, ŷ = v xᵀUh, under the gradient flow of ½E(y − ŷ)² on white inputs: the
 * strength a = v tr U/√d is logistic, a = a∞/(1 + (a∞/a₀ − 1) e^(−2√d λ²t)), a∞ = √d λ/R, and with
 * it the loss ½[σ² + dλ(1 − 2aλ/√d + a²R/d)]: one plateau and one drop.
 *
 * Source: Zhang, Singh, Latham & Saxe 2025 (2501.16265).
 */
export function mergedWhite(white: WhiteContexts, time: number): { strength: number; loss: number } {
  const { dimension: d, variance, length, noise, start } = white;
  const [R] = summaryMoments({ spectrum: new Float64Array(d).fill(variance), length, noise });
  const root = Math.sqrt(d);
  const end = (root * variance) / R;
  const strength = end / (1 + (end / start - 1) * exp(-2 * root * variance * variance * time));
  const reached = 1 - (2 * strength * variance) / root + (strength * strength * R) / d;
  return { strength, loss: (noise + d * variance * reached) / 2 };
}

/** When the strength is half of a∞. */
export function halfTimeOfMerged(white: WhiteContexts): number {
  const { dimension: d, variance, start } = white;
  const end = mergedWhite(white, Number.POSITIVE_INFINITY).strength;
  return log(end / start - 1) / (2 * Math.sqrt(d) * variance * variance);
}

/**
 * When a balanced head v = |q| = |k| = z on eigenvector m of Λ, under ż = λz²(λ − z³R), has come
 * from z₀ to half of its end, z³ = λ/2R: ∫ dz/(λz²(λ − z³R)) in closed form. About 1/(λ²z₀).
 *
 * Source: Zhang, Singh, Latham & Saxe 2025 (2501.16265).
 */
export function halfTimeOfHead(population: ContextPopulation, m: number, start: number): number {
  const lambda = population.spectrum[m];
  const R = summaryMoments(population)[m];
  const unit = cbrt(lambda / R);
  // In s = z/unit: (1/s² + s/(1 − s³)) ds, over λ² unit.
  const primitive = (s: number) =>
    -1 / s - log(1 - s) / 3 + log(1 + s + s * s) / 6 - atan((2 * s + 1) / Math.sqrt(3)) / Math.sqrt(3);
  return (primitive(cbrt(0.5)) - primitive(start / unit)) / (lambda * lambda * unit);
}

/** The losses of 0, 1, … d heads that are learned, the others silent: ½[σ² + tr Λ − Σ λ³/R]. */
export function plateaus(population: ContextPopulation): number[] {
  const { spectrum, noise } = population;
  const moments = summaryMoments(population);
  const levels = [noise];
  for (let m = 0; m < spectrum.length; m++) levels[0] += spectrum[m];
  for (let m = 0; m < spectrum.length; m++)
    levels.push(levels[m] - (spectrum[m] * spectrum[m] * spectrum[m]) / moments[m]);
  return levels.map((level) => level / 2);
}
