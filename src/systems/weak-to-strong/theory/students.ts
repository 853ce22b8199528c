import { NoSolution } from '../../../numeric/errors.ts';
import { leastOnRange } from '../../../numeric/golden-section.ts';
import { exp, squared } from '../../../numeric/special.ts';
import { type Moments, ridgeMap } from '../../shared/ridge-moments.ts';
import { excessError, type Population } from './supervisors.ts';

/** A student's fits in a row, each on fresh inputs. */
export interface Course {
  samples: number;
  ridge: number;
  /** ξ: labels are ξ of what the fit before says and 1 − ξ of the true ones. */
  mix: number;
  /** σ² of the true labels. */
  noise: number;
  /** How often; after 0 rounds the supervisor is left. */
  rounds: number;
}

/**
 * The moments of a student behind a supervisor of these moments: each round the labels come from
 *
 *     m = ξ m_t + (1 − ξ) w_0,  C = ξ² C_t + 2ξ(1 − ξ) m_t w_0 + (1 − ξ)² w_0²,  σ_s² = (1 − ξ)² σ²,
 *
 * and `ridgeMap` says what a fit makes of them. Throws as that does.
 *
 * Source: the chain is that of Dohmatob, Feng & Kempe 2024 (2402.07712).
 */
export function taught(population: Population, supervisor: Moments, course: Course): Moments {
  const { eta, modes, target } = population;
  const { samples, ridge, mix, noise, rounds } = course;
  const [mean, square] = [Float64Array.from(supervisor.mean), Float64Array.from(supervisor.square)];
  if (rounds === 0) return { mean, square };
  const next = ridgeMap({ eta, modes, samples, ridge });
  const rest = 1 - mix;
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < mean.length; k++) {
      square[k] = mix * mix * square[k] + 2 * mix * rest * mean[k] * target[k] + squared(rest * target[k]);
      mean[k] = mix * mean[k] + rest * target[k];
    }
    next({ mean, square }, rest * rest * noise);
  }
  return { mean, square };
}

/**
 * R(ξ) = R(0) − 2cξ + bξ², the error of one round over the share of the supervisor's labels, and
 * its least value R(ξ*) = R(0) − c²/b at ξ* = c/b.
 */
export interface Parabola {
  atZero: number;
  c: number;
  b: number;
}

/** Throws `NoSolution` where all mixtures are alike, and `what` says of what. */
export function bestMix({ b, c }: Parabola): number {
  if (!(b > 0)) throw new NoSolution('every mixture of labels teaches the same');
  return c / b;
}

/** The parabola of one round on fresh inputs, from three of its points. */
export function mixtures(
  population: Population,
  supervisor: Moments,
  course: Omit<Course, 'mix' | 'rounds'>,
): Parabola {
  const error = (mix: number) => excessError(population, taught(population, supervisor, { ...course, mix, rounds: 1 }));
  const [before, atZero, after] = [-1, 0, 1].map(error);
  return { atZero, c: (before - after) / 4, b: (before + after) / 2 - atZero };
}

/**
 * C = E|w_t|² − E w_t·w_0, in the plain norm: on ever more of the supervisor's labels a student
 * with a small ridge λ errs by R_w − 2λC. Positive for a supervisor that is too long, as one
 * without a ridge of noisy labels; negative for one that is too short.
 */
export function overlength({ target }: Pick<Population, 'target'>, { mean, square }: Moments): number {
  let sum = 0;
  for (let k = 0; k < mean.length; k++) sum += square[k] - mean[k] * target[k];
  return sum;
}

/**
 * The least error of a student on as many of the supervisor's labels as one likes, over its ridge:
 * Σ η (h² C − 2 h m w_0 + w_0²) with h = η/(η+λ); a ridge of 0 copies the supervisor.
 */
export function bestUnlimited(population: Population, supervisor: Moments): { ridge: number; error: number } {
  const { eta, modes, target } = population;
  const { mean, square } = supervisor;
  const error = (ridge: number) => {
    let sum = 0;
    for (let k = 0; k < mean.length; k++) {
      const h = eta[k] / (eta[k] + ridge);
      sum += eta[k] * (h * h * square[k] - 2 * h * mean[k] * target[k] + squared(target[k]));
    }
    return sum;
  };
  const unit = modes.trace / modes.rank;
  const { at, value } = leastOnRange((u) => error(unit * exp(u)), [-35, 15], 150);
  const copied = error(0);
  return value < copied ? { ridge: unit * exp(at), error: value } : { ridge: 0, error: copied };
}
