import { squared } from '../../../numeric/special.ts';

/** The population of pairs x = s + a, x′ = s + a′ in the eigenbasis of Γ = E ssᵀ. */
export interface Population {
  /** γ_j, descending. */
  gamma: Float64Array;
  /** E s_j²s_k², row-major, at least as many rows as modes are asked for. */
  fourth: Float64Array;
  /** Variance of a and a′ in each direction; they are normal. */
  varying: number;
}

/** P times the variance of the element jk of Γ over samples of P pairs. */
export function elementVariance({ gamma, fourth, varying }: Population, j: number, k: number): number {
  const own = fourth[j * gamma.length + k];
  const added = (varying * (gamma[j] + gamma[k] + varying)) / 2;
  return j === k ? own - squared(gamma[j]) + 2 * added : own + added;
}

/**
 * Mean and variance of the eigenvalue γ_j of the Γ of P pairs, to order 1/P: elements off the
 * diagonal push eigenvalues apart, each pair of them by V/Δ, or as two levels where they are close.
 */
export function sampledEigenvalue(population: Population, pairs: number, j: number) {
  const { gamma } = population;
  let mean = gamma[j];
  for (let k = 0; k < gamma.length; k++) {
    if (k === j) continue;
    const gap = Math.abs(gamma[j] - gamma[k]);
    const V = elementVariance(population, j, k) / pairs;
    const push = (2 * V) / (gap + Math.sqrt(gap * gap + 4 * V));
    mean += k > j ? push : -push;
  }
  return { mean, variance: elementVariance(population, j, j) / pairs };
}

/** Of the d leading eigenvalues, the most that one scatters or is pushed by, relative. */
export function relativeScatter(population: Population, pairs: number, d: number): number {
  const { gamma } = population;
  const scatters = Array.from({ length: d }, (_, j) => {
    const { mean, variance } = sampledEigenvalue(population, pairs, j);
    return Math.max(Math.sqrt(variance) / gamma[j], Math.abs(mean / gamma[j] - 1));
  });
  return Math.max(...scatters);
}

/** From here on, what is of first order in the square of the scatter says nothing. */
export const TOO_SCATTERED = 0.5;

/**
 * The share of the d leading eigenvectors of the Γ of P pairs that lies outside those of the
 * population, to order 1/P: V/Δ² for each pair of them. Training from the population’s eigenvectors
 * has come `turned(j, k)` of the way from vector j towards k, and all of it unless given.
 */
export function misalignment(
  population: Population,
  pairs: number,
  d: number,
  turned: (j: number, k: number) => number = () => 1,
): number {
  const { gamma } = population;
  let sum = 0;
  for (let j = 0; j < d; j++)
    for (let k = d; k < gamma.length; k++) {
      const V = elementVariance(population, j, k) / pairs;
      const both = squared(gamma[j] - gamma[k]) + 4 * V;
      // sin² of the angle of two levels, ½(1 − Δ/√(Δ² + 4V)).
      const share = V === 0 ? 0 : (2 * V) / (both + (gamma[j] - gamma[k]) * Math.sqrt(both));
      sum += share * squared(turned(j, k));
    }
  return sum / d;
}
