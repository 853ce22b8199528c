import { exp, wholePower } from '../../../numeric/special.ts';

/** Patterns of ±1, one after the other, `units` numbers each. */
export interface Patterns {
  signs: ArrayLike<number>;
  units: number;
  count: number;
}

/** ξ^μ·x of every pattern. */
export function scores({ signs, units, count }: Patterns, x: ArrayLike<number>): Float64Array {
  const products = new Float64Array(count);
  for (let mu = 0; mu < count; mu++) {
    let sum = 0;
    for (let i = 0; i < units; i++) sum += signs[mu * units + i] * x[i];
    products[mu] = sum;
  }
  return products;
}

/**
 * One update of all units by the energy −Σ(ξ·s)ⁿ: what every unit gains by staying as it is, the
 * others being as they are.
 */
export function gains(patterns: Patterns, state: ArrayLike<number>, degree: number): Float64Array {
  const { signs, units, count } = patterns;
  const overlaps = scores(patterns, state);
  const total = new Float64Array(units);
  for (let mu = 0; mu < count; mu++) {
    const now = wholePower(overlaps[mu], degree);
    const agreeing = now - wholePower(overlaps[mu] - 2, degree);
    const opposed = now - wholePower(overlaps[mu] + 2, degree);
    for (let i = 0; i < units; i++) total[i] += signs[mu * units + i] === state[i] ? agreeing : opposed;
  }
  return total;
}

/**
 * The softmax memory's weights and new state. In the order of operations of attention over the
 * patterns as keys and values, so that the bits are the same.
 */
export function softmaxUpdate(patterns: Patterns, x: ArrayLike<number>, beta: number) {
  const { signs, units, count } = patterns;
  const weights = scores(patterns, x).map((score) => beta * score);
  const most = weights.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let mu = 0; mu < count; mu++) {
    weights[mu] = exp(weights[mu] - most);
    sum += weights[mu];
  }
  const state = new Float64Array(units);
  for (let mu = 0; mu < count; mu++) {
    weights[mu] /= sum;
    for (let i = 0; i < units; i++) state[i] += weights[mu] * signs[mu * units + i];
  }
  return { weights, state };
}
