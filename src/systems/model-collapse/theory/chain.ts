import { BadShape, OutOfRange } from '../../../numeric/errors.ts';
import { power, squared } from '../../../numeric/special.ts';
import { type Modes, prepareModes } from '../../../random-matrices/modes.ts';
import { degreesOfFreedom, renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';
import { ridgeMap } from '../../shared/ridge-moments.ts';

/** Ridge fits in a row on n fresh samples each, labelled by the fit before. */
export interface Chain {
  /** Eigenvalues η_k > 0 of the covariance, units of input². */
  eta: ArrayLike<number>;
  /** w̄_k, the real target. */
  target: ArrayLike<number>;
  /** n, of every generation. */
  samples: number;
  /** λ of (XᵀX/n + λ)⁻¹Xᵀy/n. */
  ridge: number;
  /** σ² of every generation's labels. */
  noise: number;
  /** `prepareModes(eta)`, when many chains share a spectrum. */
  modes?: Modes;
}

/**
 * A generation's models, averaged over chains; errors are excess errors, without the labels' noise.
 */
export interface Generation {
  excessError: number;
  biasSquared: number;
  variance: number;
  /** Σ η ŵ². */
  modelPower: number;
}

/**
 * Generations 1 to `generations`, to leading order in large n and D: in the eigenbasis the mean m
 * of the weights and the mean C of their squares close on themselves,
 *
 *     m ← h m,  C ← h² C + η/(η+κ)² A,  A = (κ² Σ C η/(η+κ)² + σ²)/(n − Df2),  h = η/(η+κ).
 *
 * Throws `BadShape`; `OutOfRange` where n = D without a ridge; else as `renormalizedRidge`.
 *
 * Source: the general ridge and covariance of Dohmatob, Feng & Kempe 2024 (2402.07712), whose
 * theorems are for generations of least squares before one ridge fit.
 */
export function ridgeChain(chain: Chain, generations: number): Generation[] {
  const { eta, samples, ridge, noise } = chain;
  const modes = chain.modes ?? prepareModes(eta);
  const next = ridgeMap({ eta, modes, samples, ridge });
  return follow(chain, generations, (mean, square) => next({ mean, square }, noise));
}

/**
 * Least squares on n > D + 1 samples a generation, exactly: each adds σ²D/(n − D − 1), whatever the
 * covariance. `accumulate`: the inputs stay, the labels of all generations are kept, and generation
 * g adds that over g² (Gerstgrasser et al. 2024, 2404.01413). Throws `OutOfRange`
 * for fewer samples.
 */
export function leastSquaresChain(
  chain: Omit<Chain, 'ridge' | 'modes'>,
  generations: number,
  labels: 'replace' | 'accumulate' = 'replace',
): Generation[] {
  const { eta, samples, noise } = chain;
  const free = samples - eta.length - 1;
  if (!(free > 0)) throw new OutOfRange('n − D − 1', free, 'positive');
  return follow(chain, generations, (_, square, generation) => {
    const share = labels === 'accumulate' ? power(generation, -2) : 1;
    for (let k = 0; k < eta.length; k++) square[k] += (share * noise) / (free * eta[k]);
  });
}

function follow(
  { eta, target }: Pick<Chain, 'eta' | 'target'>,
  generations: number,
  next: (mean: Float64Array, square: Float64Array, generation: number) => void,
): Generation[] {
  if (eta.length !== target.length) throw new BadShape(`${eta.length} eigenvalues, but ${target.length} weights`);
  const mean = Float64Array.from(target);
  const square = Float64Array.from(target, (one) => one * one);
  return Array.from({ length: generations }, (_, g) => {
    next(mean, square, g + 1);
    let [biasSquared, variance, modelPower] = [0, 0, 0];
    for (let k = 0; k < eta.length; k++) {
      biasSquared += eta[k] * squared(mean[k] - target[k]);
      variance += eta[k] * (square[k] - squared(mean[k]));
      modelPower += eta[k] * square[k];
    }
    return { excessError: biasSquared + variance, biasSquared, variance, modelPower };
  });
}

/**
 * What least-squares generators of n₀ samples and noise σ₀² add, each, to the excess error of one
 * ridge fit on n samples of the labels that the last of them makes:
 *
 *     Δ = σ₀²/(n₀ − D) [Df2 + κ² tr G² Df2/(n − Df2)],  G = (Σ + κ)⁻¹.
 *
 * Source: 2402.07712, its theorem on ridge regression after least-squares generators.
 */
export function generatorError(
  spectrum: Modes | ArrayLike<number>,
  fit: { samples: number; ridge: number },
  generator: { samples: number; noise: number },
): number {
  const modes = 'trace' in spectrum ? spectrum : prepareModes(spectrum);
  const kappa = renormalizedRidge(modes, fit.samples, fit.ridge);
  const { df1, df2, oneMinusGamma } = degreesOfFreedom(modes, fit.samples, fit.ridge, kappa);
  // κ² tr G² = Σ (1 − h)² = D − 2 Df1 + Df2.
  const missed = modes.rank - 2 * df1 + df2;
  const each = df2 + (missed * df2) / (fit.samples * oneMinusGamma);
  return (generator.noise / (generator.samples - modes.rank)) * each;
}
