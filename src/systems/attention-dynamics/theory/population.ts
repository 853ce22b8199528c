import { BadShape } from '../../../numeric/errors.ts';

/** Contexts of N(0, Λ) inputs and N(0, I) tasks, in the eigenbasis of Λ. */
export interface ContextPopulation {
  /** Eigenvalues λ_i of Λ. */
  spectrum: ArrayLike<number>;
  /** N, examples in a context. */
  length: number;
  /** σ², the variance of label noise. */
  noise: number;
}

/**
 * The linear attention ŷ = x_qᵀ Γ Σ yx/N of least error over all contexts, at finite N and d:
 *
 *     Γ = [(1 + 1/N) Λ + (tr Λ + σ²)/N]⁻¹,
 *
 * one step of gradient descent on the context's examples, preconditioned. Gives the eigenvalues of
 * Γ.
 *
 * Source: Ahn et al. 2023 (2306.00297), Zhang, Frei & Bartlett 2023 (2306.09927).
 */
export function bestAttention({ spectrum, length, noise }: ContextPopulation): Float64Array {
  const level = (trace(spectrum) + noise) / length;
  return Float64Array.from(spectrum, (one) => 1 / ((1 + 1 / length) * one + level));
}

/**
 * Its mean squared error, noise included, on contexts of the population `test`, whose Λ′ has the
 * same eigenvectors:
 *
 *     E = σ² + Σ λ′ [1 − 2gλ′ + g²((1 + 1/M) λ′² + (tr Λ′ + σ²) λ′/M)].
 *
 * `gamma`: the eigenvalues g of Γ. Throws `BadShape`.
 */
export function attentionError(gamma: ArrayLike<number>, test: ContextPopulation): number {
  const { spectrum, length, noise } = test;
  if (gamma.length !== spectrum.length)
    throw new BadShape(`${gamma.length} eigenvalues of Γ do not fit ${spectrum.length} of Λ`);
  const level = (trace(spectrum) + noise) / length;
  let error = noise;
  for (let i = 0; i < gamma.length; i++) {
    const [one, g] = [spectrum[i], gamma[i]];
    error += one * (1 - 2 * g * one + g * g * ((1 + 1 / length) * one * one + level * one));
  }
  return error;
}

/** Eigenvalues of E hhᵀ, h = Σ yx/N: (1 + 1/N) λ² + (tr Λ + σ²) λ/N. */
export function summaryMoments({ spectrum, length, noise }: ContextPopulation): Float64Array {
  const level = (trace(spectrum) + noise) / length;
  return Float64Array.from(spectrum, (one) => (1 + 1 / length) * one * one + level * one);
}

function trace(spectrum: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < spectrum.length; i++) sum += spectrum[i];
  return sum;
}
