import { digamma } from '../../../numeric/digamma.ts';
import { exp, log, log1p, power, squared } from '../../../numeric/special.ts';

/** A mode of Γ as linear Barlow Twins learns it; c = γs². */
export interface LearnedMode {
  /** γ > 0. */
  gamma: number;
  /** s(0), the singular value of the weights along it; 0 < γs(0)² < 1. */
  start: number;
}

/**
 * The eigenvalue c(t) of C = WΓWᵀ in the flow Ẇ = −∇‖C − I‖² from an aligned start: logistic, of
 * rate 8γ. Source: Simon et al. 2023 (2303.15438).
 */
export function eigenvalueAt({ gamma, start }: LearnedMode, time: number): number {
  const c = gamma * squared(start);
  return 1 / (1 + ((1 - c) / c) * exp(-8 * gamma * time));
}

/** When c is ½. */
export function halfTimeOf({ gamma, start }: LearnedMode): number {
  const c = gamma * squared(start);
  return log((1 - c) / c) / (8 * gamma);
}

/** ‖C − I‖² of as many outputs as there are modes. */
export function lossAt(modes: readonly LearnedMode[], time: number): number {
  return modes.reduce((sum, mode) => sum + squared(1 - eigenvalueAt(mode, time)), 0);
}

/** Gradient descent on one mode by steps of η, c ← c(1 + 4ηγ(1 − c))². */
export interface Descent {
  gamma: number;
  rate: number;
  /** ln c/(1 − c) at the start, where c is small. */
  logit: number;
}

/**
 * 1 − c after a time ηk, to order η² of the way to it. While c is small its logarithm grows at
 * 2 ln(1 + 4ηγ)/η in the place of 8γ; the logit by 3(4ηγ)²c more in a step, by which c is early by
 * −¾η ln(1 − c).
 */
export function restAfter({ gamma, rate, logit }: Descent, time: number): number {
  const speed = growthRate(gamma, rate);
  const later = log1pExp(logit + speed * time);
  return 1 / (1 + exp(Math.min(700, logit + speed * (time + 0.75 * rate * later))));
}

/** When c is ½, to the same order. */
export function halfTimeAfter({ gamma, rate, logit }: Descent): number {
  return -logit / growthRate(gamma, rate) - 0.75 * rate * Math.LN2;
}

function growthRate(gamma: number, rate: number): number {
  return (2 * log1p(4 * rate * gamma)) / rate;
}

/**
 * How far an aligned weight, of eigenvalue γ, has turned towards a direction of eigenvalue γ′ that
 * an element of Γ off the diagonal couples to it: 1 − (s(0)/s(t))^(1 − γ′/γ) of the eigenvector of
 * both. It grows by e^(4γt) until it is learned, and what it has not turned by then, it never does:
 * all weights of C = I are at rest.
 */
export function turnedTowards(mode: LearnedMode, other: number, time: number): number {
  const grown = eigenvalueAt(mode, time) / (mode.gamma * squared(mode.start));
  return 1 - power(grown, -(1 - other / mode.gamma) / 2);
}

/** ln(1 + eˣ), which is −ln(1 − c) of the logit x. */
function log1pExp(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/**
 * The outputs that small weights (d × D, row by row, D ≥ d) in the eigenbasis give to the modes one
 * after the other: row j of R in the QR factorisation of the weights, diagonal positive. Mode j
 * grows in the output that the modes before it have not taken, and begins there with s(0) = R_jj;
 * R_jk is what mode k has in the same output.
 */
export function outputsInTurn(weights: Float64Array, d: number): Float64Array[] {
  const D = weights.length / d;
  const taken: Float64Array[] = [];
  for (let j = 0; j < d; j++) {
    const column = Float64Array.from({ length: d }, (_, i) => weights[i * D + j]);
    for (const other of taken) {
      const along = column.reduce((sum, one, i) => sum + one * other[i], 0);
      for (let i = 0; i < d; i++) column[i] -= along * other[i];
    }
    const length = Math.sqrt(column.reduce((sum, one) => sum + squared(one), 0));
    taken.push(column.map((one) => one / length));
  }
  return taken.map((direction) =>
    Float64Array.from({ length: D }, (_, k) => direction.reduce((sum, one, i) => sum + one * weights[i * D + k], 0)),
  );
}

/**
 * The mean half time of mode j (from 1) of d outputs over small random weights of deviation σ:
 * (R_jj/σ)² of `outputsInTurn` is then χ² of d − j + 1 degrees of freedom, whose mean logarithm
 * is ψ((d − j + 1)/2) + ln 2.
 */
export function meanHalfTime(gamma: number, sigma: number, j: number, d: number): number {
  return (-log(gamma * squared(sigma)) - digamma((d - j + 1) / 2) - Math.LN2) / (8 * gamma);
}
