import { type BinaryTeacher, binaryConjugates, type Chance, chances, type Overlaps } from './binary-labels.ts';
import { respond } from './covariance.ts';
import { type Fit, fitBinary, fitLinear, type LinearTeacher } from './estimates.ts';
import { density } from './gaussian-line.ts';
import type { Loss, Step } from './losses.ts';

/** Two fits to samples of which they share a part: m = E[u f_a], q = E[f_a²], q_ab = E[f_a f_b]. */
export interface Replicas {
  m: number;
  q: number;
  qab: number;
}

/** Steps of the iteration for q_ab, which contracts as fast as the fit is stable. */
const MOST_STEPS = 2000;
const SETTLED = 1e-12;

/**
 * Fits to labels ±1, a share c of the samples the same: q_ab as q, with q̂_ab = αc E
 * g(y,ω_a)g(y,ω_b) in the place of q̂, where the fields ω_a, ω_b of a shared sample have the
 * covariance q_ab. Smooth losses, to 1e-8.
 */
export function binaryReplicas(teacher: BinaryTeacher, loss: Loss, fit: Fit, shared: number): Replicas {
  const state = fitBinary(teacher, loss, fit);
  const { m, V } = binaryConjugates(teacher, loss, state);
  const hat = { m: fit.alpha * m, V: fit.alpha * V };
  const next = (qab: number) => {
    const pulls = shared === 0 ? 0 : fit.alpha * shared * commonPull(teacher, loss, state, qab);
    return respond(fit.covariance, fit.lambda, { ...hat, q: pulls }, teacher.power).q;
  };
  return { m: state.m, q: state.q, qab: settle(next, (state.m * state.m) / teacher.power) };
}

/** The same of square loss on labels u + ε: g = (y − ω)/(1 + V). */
export function linearReplicas(teacher: LinearTeacher, fit: Fit, shared: number): Replicas {
  const { m, q, V } = fitLinear(teacher, Number.POSITIVE_INFINITY, fit);
  const noise = teacher.noise.reduce((sum, { share, variance }) => sum + share * variance, 0);
  const hat = fit.alpha / (1 + V);
  const next = (qab: number) => {
    const pulls = (fit.alpha * shared * (teacher.power - 2 * m + qab + noise)) / ((1 + V) * (1 + V));
    return respond(fit.covariance, fit.lambda, { m: hat, V: hat, q: pulls }, teacher.power).q;
  };
  return { m, q, qab: settle(next, (m * m) / teacher.power) };
}

function settle(next: (q: number) => number, start: number): number {
  let q = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    const after = next(q);
    const move = Math.abs(after - q);
    q = after;
    if (move < SETTLED * Math.abs(q)) break;
  }
  return q;
}

/** Spacing and reach of the trapezoidal rule, in deviations. */
const SPACING = 0.1;
const REACH = 8;

/**
 * E g(y,ω_a) g(y,ω_b), over (ω_a + ω_b)/2, which is all that tells of u, and (ω_a − ω_b)/2.
 */
function commonPull(teacher: BinaryTeacher, loss: Loss, { m, q, V }: Overlaps, qab: number): number {
  const step: Step = { at: 0, pull: 0, slope: 0 };
  const chance: Chance = { value: 0, slope: 0 };
  const chanceAt = chances(teacher, teacher.power - (2 * m * m) / (q + qab));
  const [half, rest] = [Math.sqrt((q + qab) / 2), Math.sqrt(Math.max(0, q - qab) / 2)];
  const pull = (omega: number) => {
    loss.step(omega, V, step);
    return step.pull;
  };
  const count = Math.round(REACH / SPACING);
  let sum = 0;
  for (let i = -count; i <= count; i++) {
    const mean = half * SPACING * i;
    chanceAt((2 * m * mean) / (q + qab), chance);
    let pulls = 0;
    // Both signs of the difference are alike.
    for (let j = 0; j <= count; j++) {
      const difference = rest * SPACING * j;
      const weight = (j === 0 ? 1 : 2) * SPACING * density(SPACING * j);
      pulls += weight * pull(mean + difference) * pull(mean - difference);
    }
    sum += SPACING * density(SPACING * i) * chance.value * pulls;
  }
  // Both labels are alike.
  return 2 * sum;
}
