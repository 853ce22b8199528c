import { exp, expm1, log, log1p } from '../../../numeric/special.ts';
import { sumOfSigns } from './binomial.ts';

/** What a softmax memory makes of a query, on average over random patterns. */
export interface Recall {
  /** The weight of its own pattern. */
  weight: number;
  /** (1 − m)/2, with m the new state's overlap with that. */
  error: number;
}

/**
 * One step of the softmax memory, exact at every size: the state becomes Σ w_μ ξ^μ with weights
 * proportional to exp(β ξ^μ·x). Means of a ratio a/(a + Z), with a = e^{βξ¹·x} and Z the sum over
 * the other patterns, are integrals ∫₀^∞ a e^{−ta} E e^{−tZ} dt, and patterns are independent. To a
 * relative 1e-12. `wrong` units of the query are not those of its pattern.
 */
export function softmaxRecall(units: number, patterns: number, beta: number, wrong: number): Recall {
  const { values, chances } = sumOfSigns(units);
  const own = units - 2 * wrong;
  const others = patterns - 1;
  let [weight, error] = [0, 0];
  // ta = e^s; the integrands fall off doubly exponentially above, and as e^s below.
  const step = 0.1;
  for (let s = -60; s < 4; s += step) {
    let [lost, apart] = [0, 0];
    for (let k = 0; k < values.length; k++) {
      // t e^{βX} of another pattern with X = ξ·x.
      const y = exp(s + beta * (values[k] - own));
      lost -= chances[k] * expm1(-y);
      // With ξ·x = X it overlaps with the query's own pattern by m₀X/N on average, m₀ = own/N.
      apart += chances[k] * y * exp(-y) * (1 - (own / units) * (values[k] / units));
    }
    const kept = log1p(-Math.min(1, lost));
    const mine = exp(-exp(s));
    weight += step * exp(s) * mine * exp(others * kept);
    if (kept > Number.NEGATIVE_INFINITY) error += 0.5 * others * step * apart * mine * exp((others - 1) * kept);
  }
  return { weight, error };
}

/** x′ = Σ_μ w_μ ξ^μ for given patterns (rows), and the energy of a state, which the step lowers. */
export function softmaxStep(patterns: readonly number[][], state: readonly number[], beta: number) {
  const scores = patterns.map((row) => beta * row.reduce((sum, one, i) => sum + one * state[i], 0));
  const most = largest(scores);
  const weights = scores.map((score) => exp(score - most));
  const total = weights.reduce((sum, one) => sum + one, 0);
  return state.map((_, i) => patterns.reduce((sum, row, mu) => sum + (weights[mu] / total) * row[i], 0));
}

/** −β⁻¹ ln Σ e^{βξ·x} + ½|x|² + β⁻¹ ln K + ½ max|ξ|². */
export function softmaxEnergy(patterns: readonly number[][], state: readonly number[], beta: number): number {
  const product = (x: readonly number[], y: readonly number[]) => x.reduce((sum, one, i) => sum + one * y[i], 0);
  const scores = patterns.map((row) => beta * product(row, state));
  const most = largest(scores);
  const logSum = most + log(scores.reduce((sum, score) => sum + exp(score - most), 0));
  const longest = largest(patterns.map((row) => product(row, row)));
  return (log(patterns.length) - logSum) / beta + product(state, state) / 2 + longest / 2;
}

function largest(values: readonly number[]): number {
  return values.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
}
