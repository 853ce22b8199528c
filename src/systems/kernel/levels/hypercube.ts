import { OutOfRange } from '../../../numeric/errors.ts';
import { power } from '../../../numeric/special.ts';
import { nextKrawtchouk } from './polynomials.ts';
import { type Levels, resolved } from './sphere.ts';

/**
 * Levels of the kernel `kernel(t)`, t = x·x′/d = 1 − 2h/d at Hamming distance h, for x uniform on
 * {±1}^d: level k holds the C(d, k) parities of k coordinates, λ_k = 2^−d Σ_h C(d, h) K(1 − 2h/d)
 * P_k(h), with the Krawtchouk polynomials P_k(0) = 1. All d + 1 levels. Throws `OutOfRange` for d
 * outside 1 … 60. Absolute error about 1e-15 λ_0. Source: 2110.03922.
 */
export function hypercubeLevels(kernel: (t: number) => number, dimension: number): Levels {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > 60)
    throw new OutOfRange('the dimension of the hypercube', dimension, 'a whole number from 1 to 60');
  const multiplicities = Float64Array.from({ length: dimension + 1 }, (_, k) => binomial(dimension, k));
  const values = new Float64Array(dimension + 1);
  for (let h = 0; h <= dimension; h++) {
    const weight = (multiplicities[h] / power(2, dimension)) * kernel(1 - (2 * h) / dimension);
    let [before, now] = [0, 1];
    for (let k = 0; k <= dimension; k++) {
      values[k] += weight * now;
      [before, now] = [now, nextKrawtchouk(dimension, k, 1 - (2 * h) / dimension, now, before)];
    }
  }
  return resolved(values, multiplicities, kernel(1));
}

export function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) value = (value * (n - Math.min(k, n - k) + i)) / i;
  return Math.round(value);
}
