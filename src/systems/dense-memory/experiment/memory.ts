import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
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
 * others being as they are. Patterns and states are rows of ±1, and gains come for each state. A
 * pattern of overlap x gives a unit xⁿ − (x − 2)ⁿ if it agrees and xⁿ − (x + 2)ⁿ if not: their mean
 * and, times ξs, half their difference, all whole numbers.
 */
export function gains(patterns: Matrix, states: Matrix, degree: number, engine: Engine): Matrix {
  const { heap } = engine;
  const [count, queries] = [patterns.rows, states.rows];
  const total = heap.matrix(queries, states.columns);
  heap.scope(() => {
    const halves = heap.matrix(queries, count);
    engine.gemm({ a: states, b: patterns, c: halves, transposeB: true });
    const means = new Float64Array(queries);
    const x = halves.values;
    for (let e = 0; e < x.length; e++) {
      const [less, more] = [wholePower(x[e] - 2, degree), wholePower(x[e] + 2, degree)];
      means[Math.floor(e / count)] += wholePower(x[e], degree) - (less + more) / 2;
      x[e] = (more - less) / 2;
    }
    engine.gemm({ a: halves, b: patterns, c: total });
    const [sums, signs] = [total.values, states.values];
    for (let e = 0; e < sums.length; e++) sums[e] = means[Math.floor(e / states.columns)] + signs[e] * sums[e];
  });
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
