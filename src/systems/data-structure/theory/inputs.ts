import { arccos } from '../../../numeric/arc.ts';
import { squared } from '../../../numeric/special.ts';
import { equalRows } from './rows.ts';
import { type WeightedRisk, weightedRisk } from './weighted-rows.ts';

// What happened to inputs and labels, as another spectrum, target and noise.

/** A regression on rows that are alike, in the eigenbasis of Σ. */
export interface PlainRegression {
  /** η_k, and the target's weights w̄_k. */
  eta: ArrayLike<number>;
  target: ArrayLike<number>;
  samples: number;
  ridge: number;
  noise: number;
}

export function plainRisk({ eta, target, samples, ridge, noise }: PlainRegression): WeightedRisk {
  const power = Float64Array.from(target, (w, k) => eta[k] * w * w);
  return weightedRisk({ eta, power, rows: equalRows(samples, noise), ridge });
}

export interface FlippedRisk {
  /** A = (1 − 2p)√(2/π): the labels' linear part, and the variance of all the rest, 1 − A². */
  amplitude: number;
  effectiveNoise: number;
  /** Overlap w*·Σŵ and norm ŵ·Σŵ of the fit. */
  overlap: number;
  norm: number;
  /** Share of fresh inputs whose sign the fit has right. */
  accuracy: number;
  /** Mean squared error on noisy and on clean labels. */
  noisyError: number;
  cleanError: number;
  risk: WeightedRisk;
}

/**
 * Labels sign(w*·x), w*ᵀΣw* = 1, of which a share p is flipped, fitted with squared loss: to
 * leading order a linear target Aw* with independent noise of variance 1 − A². `target` is w*.
 */
export function flippedRisk({ target, ...rest }: Omit<PlainRegression, 'noise'>, flips: number): FlippedRisk {
  const slope = Math.sqrt(2 / Math.PI);
  const amplitude = (1 - 2 * flips) * slope;
  const effectiveNoise = 1 - amplitude * amplitude;
  const { eta, samples } = rest;
  const scaled = Float64Array.from(target, (w) => amplitude * w);
  const risk = plainRisk({ ...rest, target: scaled, noise: effectiveNoise });
  const { kappa, df2, excessError } = risk;
  const noisyError = excessError + effectiveNoise;
  let [overlap, square] = [0, 0];
  for (let k = eta.length - 1; k >= 0; k--) {
    const learned = eta[k] / (eta[k] + kappa);
    const power = eta[k] * squared(target[k]);
    overlap += amplitude * power * learned;
    square += amplitude * amplitude * power * squared(learned);
  }
  const norm = square + (df2 / samples) * noisyError;
  return {
    amplitude,
    effectiveNoise,
    overlap,
    norm,
    accuracy: norm > 0 ? 1 - arccos(overlap / Math.sqrt(norm)) / Math.PI : 0.5,
    noisyError,
    cleanError: 1 - 2 * slope * overlap + norm,
    risk,
  };
}

/**
 * What a share `flips` of wrong labels, uniform over the other classes, does to one-hot labels of
 * `classes` classes: their mean is shrunk by 1 − pK/(K − 1), and the trace of their covariance
 * given the class is 2p − p²K/(K − 1). Exact.
 */
export function flippedClasses(classes: number, flips: number): { shrinkage: number; noiseTrace: number } {
  const part = (flips * classes) / (classes - 1);
  return { shrinkage: 1 - part, noiseTrace: 2 * flips - flips * part };
}

/** d₀ directions of variance 1 + s² and D − d₀ of variance s². */
export function subspaceSpectrum(dimension: number, intrinsic: number, tail: number): Float64Array {
  return new Float64Array(dimension).fill(1 + tail, 0, intrinsic).fill(tail, intrinsic);
}

/**
 * Labels of the clean latent, y = u·w̄ + ε, where the inputs are u + s g: the target shrinks to
 * w̄/(1 + s²), and s²/(1 + s²) |w̄|² of it is noise, which no amount of data removes.
 */
export function errorsInVariables(norm: number, tail: number): { attenuation: number; lostPower: number } {
  return { attenuation: 1 / (1 + tail), lostPower: (tail / (1 + tail)) * norm };
}
