import { asinh, exp, log, sinh, squared } from '../../../numeric/special.ts';
import {
  type BinaryErrors,
  type BinaryTeacher,
  binaryConjugates,
  binaryErrors,
  type Overlaps,
} from './binary-labels.ts';
import { clusterConjugates, clusterErrors } from './clusters.ts';
import { type Conjugates, type Covariance, excess, respond } from './covariance.ts';
import { fixedPoint } from './fixed-point.ts';
import { type NoiseMixture, residualAverages } from './linear-labels.ts';
import type { Loss } from './losses.ts';

/** A fit argmin (1/d) Σ ℓ + (λ/2)|w|² of n = αd samples. */
export interface Fit {
  alpha: number;
  /** λ. */
  lambda: number;
  covariance: Covariance;
}

/** Order parameters of a fit, and how well they are known. */
export interface Estimate extends Overlaps {
  /** |w|². */
  norm: number;
  /** Relative. */
  error: number;
}

/**
 * Of labels ±1 by a teacher. With λ = 0 the fit has to exist: α above `capacity`. Throws
 * `NoConvergence` where it does not.
 *
 * Source: Aubin, Krzakala, Lu & Zdeborová 2020 (2006.06560); Salehi, Abbasi & Hassibi 2019
 * (1906.03761).
 */
export function fitBinary(teacher: BinaryTeacher, loss: Loss, fit: Fit): Estimate {
  const { covariance, lambda, alpha } = fit;
  const rho = teacher.power;
  const follow = (state: Overlaps) =>
    respond(covariance, lambda, times(alpha, binaryConjugates(teacher, loss, state)), rho);
  const start = { q: 0.5 * rho + 0.1, m: 0.3 * rho, V: 1, rest: 0.41 * rho + 0.1 };
  const { x, error } = fixedPoint((point) => pack(follow(unpack(point, rho)), rho), pack(start, rho));
  const last = follow(unpack(x, rho));
  return { ...last, error };
}

/**
 * ln V, ln q and of the tangent m/√(ρq − m²) what is its logarithm where it is large: they keep
 * their accuracy as students align.
 */
function pack({ m, q, V, rest }: Overlaps, rho: number): Float64Array {
  return Float64Array.of(log(V), log(q), asinh(m / Math.sqrt(rho * rest)));
}

function unpack([lnV, lnQ, lnTangent]: Float64Array, rho: number): Overlaps {
  const q = exp(lnQ);
  const tangent = sinh(lnTangent);
  const share = 1 / (1 + tangent * tangent);
  return { V: exp(lnV), q, m: tangent * Math.sqrt(rho * q * share), rest: q * share };
}

/** The same with its losses and errors. */
export function binaryFit(teacher: BinaryTeacher, loss: Loss, fit: Fit): Estimate & BinaryErrors {
  const estimate = fitBinary(teacher, loss, fit);
  return { ...estimate, ...binaryErrors(teacher, loss, estimate) };
}

/** Labels y = u + ε. */
export interface LinearTeacher {
  /** ρ = E[u²]. */
  power: number;
  /** The part of it that no input tells. */
  unseen: number;
  noise: NoiseMixture;
}

export interface LinearEstimate extends Estimate {
  /** S = E(u − f)². */
  excess: number;
  trainLoss: number;
  testLoss: number;
}

/**
 * Of Huber’s loss, or with δ = Infinity of ½r². m̂ = V̂, so that two numbers are left. Throws
 * `NoConvergence`. Source: Donoho & Montanari 2013 (1310.7320), with a ridge.
 */
export function fitLinear({ power, unseen, noise }: LinearTeacher, delta: number, fit: Fit): LinearEstimate {
  const { covariance, lambda, alpha } = fit;
  const hatOf = (S: number, V: number): Conjugates => {
    const { pull2, slope } = residualAverages(noise, delta, S, V);
    return { m: alpha * slope, q: alpha * pull2, V: alpha * slope };
  };
  const map = ([lnS, lnV]: Float64Array) => {
    const hat = hatOf(exp(lnS), exp(lnV));
    const { V } = respond(covariance, lambda, hat, power);
    return Float64Array.of(log(excess(covariance, lambda, hat, unseen)), log(V));
  };
  const { x, error } = fixedPoint(map, [log(power), 0]);
  const [S, V] = [exp(x[0]), exp(x[1])];
  const { trainLoss, testLoss } = residualAverages(noise, delta, S, V);
  return { ...respond(covariance, lambda, hatOf(S, V), power), excess: S, trainLoss, testLoss, error };
}

/** Two clusters x = yμ + z; `covariance.overlap` holds the squared components of μ. */
export interface Clusters {
  /** |μ|². */
  power: number;
  /** P(y = 1). */
  positive: number;
  /** Whether the fit has an intercept, without a penalty. */
  intercept: boolean;
}

export interface ClusterEstimate extends Estimate, BinaryErrors {
  b: number;
}

/**
 * Throws `NoConvergence`. Source: Mignacco, Krzakala, Lu, Urbani & Zdeborová 2020 (2002.11544); of
 * any covariance Loureiro, Sicuro et al. 2021 (2106.03791).
 */
export function fitClusters({ power, positive, intercept }: Clusters, loss: Loss, fit: Fit): ClusterEstimate {
  const { covariance, lambda, alpha } = fit;
  const stateOf = (x: Float64Array) => ({ V: exp(x[0]), q: exp(x[1]), m: x[2] * exp(x[1] / 2), b: x[3] ?? 0 });
  const follow = (x: Float64Array) => {
    const hat = clusterConjugates(positive, loss, stateOf(x));
    // Newton’s step of the intercept to E[yg] = 0.
    const b = intercept ? [stateOf(x).b + hat.b / hat.V] : [];
    const response = respond(covariance, lambda, times(alpha, hat), power);
    return {
      response,
      image: Float64Array.of(log(response.V), log(response.q), response.m / Math.sqrt(response.q), ...b),
    };
  };
  const start = [0, 0, 0.5, ...(intercept ? [0] : [])];
  const { x, error } = fixedPoint((point) => follow(point).image, start);
  const state = stateOf(x);
  return { ...follow(x).response, b: state.b, ...clusterErrors(positive, loss, state), error };
}

function times(alpha: number, { m, q, V }: Conjugates): Conjugates {
  return { m: alpha * m, q: alpha * q, V: alpha * V };
}

/** The cosine of student and teacher, R = m/√(ρq). */
export function alignment({ m, q }: Pick<Overlaps, 'm' | 'q'>, power: number): number {
  return m / Math.sqrt(power * q);
}

/** α_*, σ_*, λ_* of a maximum-likelihood fit and the factor of the likelihood-ratio test. */
export interface LikelihoodBias {
  slope: number;
  spread: number;
  response: number;
  testFactor: number;
}

/**
 * Estimates are α_* w_* with a spread of σ_* over √n, and 2Δ ln L of a null coordinate is κσ_*²/λ_*
 * times χ² of one degree. Equal directions. Source: Sur & Candès 2018 (1803.06964).
 */
export function likelihoodBias({ m, rest, V }: Overlaps, power: number, alpha: number): LikelihoodBias {
  const variance = alpha * rest;
  return { slope: m / power, spread: Math.sqrt(variance), response: V, testFactor: variance / alpha / V };
}

/** Of Hebb’s rule, to which every loss tends as λ → ∞. */
export function hebbAlignment(power: number, correlation: number, alpha: number): number {
  return 1 / Math.sqrt(1 + power / (alpha * squared(correlation)));
}
