import { erfc, exp } from '../../../numeric/special.ts';
import type { Conjugates } from './covariance.ts';
import { aroundStep, density, overGaussian, type Panels } from './gaussian-line.ts';
import type { Loss, Step } from './losses.ts';

/**
 * Labels ±1 given by a field u of the inputs: its sign, after noise of variance Δ is added to it
 * (probit), or 1 with the chance σ(u) (logit); and then flipped with the chance p.
 */
export interface BinaryTeacher {
  channel: 'sign' | 'logit';
  /** ρ = E[u²]. */
  power: number;
  /** Δ, of `sign`. */
  noise: number;
  /** p. */
  flips: number;
}

/** P(y = 1) for u ~ N(ω₀, V₀), and its derivative in ω₀. */
export interface Chance {
  value: number;
  slope: number;
}

/** Order parameters of a student: m = E[u f], q = E[f²], rest = q − m²/ρ, V its response. */
export interface Overlaps {
  m: number;
  q: number;
  V: number;
  rest: number;
}

/** m̂, q̂, V̂ over α: averages over a label and the field ω ~ N(0, q) of a sample left out. */
export function binaryConjugates(teacher: BinaryTeacher, loss: Loss, state: Overlaps): Conjugates {
  const step: Step = { at: 0, pull: 0, slope: 0 };
  const [root, hat] = [Math.sqrt(state.q), { m: 0, q: 0, V: 0 }];
  overLabels(teacher, state, loss.breaks(state.V), (xi, weight, chance) => {
    loss.step(root * xi, state.V, step);
    hat.m += weight * chance.slope * step.pull;
    hat.q += weight * chance.value * step.pull * step.pull;
    hat.V -= weight * chance.value * step.slope;
  });
  // Both labels are alike.
  return { m: 2 * hat.m, q: 2 * hat.q, V: 2 * hat.V };
}

/** Means of the loss and shares of wrong signs, over training samples and over fresh ones. */
export interface BinaryErrors {
  trainLoss: number;
  testLoss: number;
  trainError: number;
  testError: number;
}

/** A training sample has the field prox(ω), a fresh one ω. */
export function binaryErrors(teacher: BinaryTeacher, loss: Loss, state: Overlaps): BinaryErrors {
  const step: Step = { at: 0, pull: 0, slope: 0 };
  const root = Math.sqrt(state.q);
  const errors = { trainLoss: 0, testLoss: 0, trainError: 0, testError: 0 };
  // The smallest ω whose step does not end on the wrong side.
  const wrong = -state.V * loss.pullAtZero;
  // Kinks of ℓ itself are those of its step for V → 0.
  const breaks = [...loss.breaks(state.V), ...loss.breaks(0), wrong, 0];
  overLabels(teacher, state, breaks, (xi, weight, { value }) => {
    const omega = root * xi;
    loss.step(omega, state.V, step);
    errors.trainLoss += 2 * weight * value * loss.value(step.at);
    errors.testLoss += 2 * weight * value * loss.value(omega);
    if (omega < wrong) errors.trainError += 2 * weight * value;
    if (xi < 0) errors.testError += 2 * weight * value;
  });
  return errors;
}

/** Over ξ of ω = √q ξ for the label 1, with P(y = 1 | ω). `breaks` are values of ω. */
function overLabels(
  teacher: BinaryTeacher,
  { m, q, rest }: Overlaps,
  breaks: number[],
  add: (xi: number, weight: number, chance: Chance) => void,
): void {
  const root = Math.sqrt(q);
  // V₀ = ρ − m²/q.
  const chanceAt = chances(teacher, (teacher.power * rest) / q);
  const chance: Chance = { value: 0, slope: 0 };
  const slope = m / root;
  const panels = panelsOf(teacher, slope, (teacher.power * rest) / q);
  overGaussian(
    (xi, weight) => {
      chanceAt(slope * xi, chance);
      add(xi, weight, chance);
    },
    { ...panels, breaks: [...panels.breaks!, ...breaks.map((one) => one / root)] },
  );
}

/** Of chances as functions of ξ with ω₀ = slope·ξ: a narrow step, or poles of σ at ω₀ = ±iπ. */
export function panelsOf({ channel, noise }: BinaryTeacher, slope: number, V0: number): Panels {
  const size = Math.abs(slope);
  if (channel === 'logit') return { breaks: [0], widest: 4 / size };
  return { breaks: size > 0 ? aroundStep(Math.sqrt(V0 + noise) / size) : [0] };
}

/** `chances(teacher, V₀)(ω₀, out)`. */
export function chances({ channel, noise, flips }: BinaryTeacher, V0: number): (omega0: number, out: Chance) => void {
  const raw = channel === 'logit' ? logitChance(V0) : signChance(V0 + noise);
  return (omega0, out) => {
    raw(omega0, out);
    out.value = flips + (1 - 2 * flips) * out.value;
    out.slope *= 1 - 2 * flips;
  };
}

/** Φ(ω₀/√V₀). */
function signChance(V0: number): (omega0: number, out: Chance) => void {
  const width = Math.sqrt(V0);
  return (omega0, out) => {
    if (width === 0) {
      out.value = omega0 > 0 ? 1 : omega0 < 0 ? 0 : 0.5;
      out.slope = 0;
      return;
    }
    const z = omega0 / width;
    out.value = normalCdf(z);
    out.slope = density(z) / width;
  };
}

/**
 * E σ(ω₀ + √V₀ s) by the trapezoidal rule, whose error is e^(−2πd/h) with d = π/√V₀ the distance of
 * σ’s poles from the line, and e^(−2π²/h²) for the density: below 1e-14. e^(−ω₀ − √V₀ s) is a
 * product.
 */
function logitChance(V0: number): (omega0: number, out: Chance) => void {
  const width = Math.sqrt(V0);
  const h = Math.min(0.5, 0.6 / width);
  const steps = Math.ceil(9 / h);
  const count = 2 * steps + 1;
  const factors = Float64Array.from({ length: count }, (_, i) => exp(-width * h * (i - steps)));
  const weights = Float64Array.from({ length: count }, (_, i) => h * density(h * (i - steps)));
  return (omega0, out) => {
    const e = exp(-omega0);
    let [value, slope] = [0, 0];
    for (let i = 0; i < count; i++) {
      const x = e * factors[i];
      const one = 1 / (1 + x);
      value += weights[i] * one;
      slope += weights[i] * one * (1 - one);
    }
    out.value = value;
    out.slope = slope;
  };
}

/** Φ(z). */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}
