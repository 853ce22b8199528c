import { OutOfRange } from '../numeric/errors.ts';
import { exp, power, squared, wholePower } from '../numeric/special.ts';
import type { ParametricLaw } from './laws.ts';
import { parametricLoss } from './laws.ts';

/** Floating-point operations for each parameter and token of training. */
export const OPERATIONS = 6;

export interface Allocation {
  /** Parameters and tokens of least loss. */
  N: number;
  D: number;
  loss: number;
  /** ∂²L/∂(ln N)² at fixed compute: how flat the optimum is. */
  curvature: number;
}

/**
 * Where E + A N^{−α} + B D^{−β} is least at a compute of `operations` N D = C: N = G
 * (C/6)^{β/(α+β)}, D = (C/6)^{α/(α+β)}/G with G = (αA/(βB))^{1/(α+β)}, where αA N^{−α} = βB D^{−β}.
 * Exact. Hoffmann et al. 2022 (2203.15556). Throws `OutOfRange` unless compute, amplitudes and
 * exponents are positive.
 */
export function bestAllocation(law: ParametricLaw, compute: number, operations = OPERATIONS): Allocation {
  for (const [name, value] of Object.entries({
    compute,
    operations,
    A: law.A,
    B: law.B,
    alpha: law.alpha,
    beta: law.beta,
  }))
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new OutOfRange(name, value, 'positive and finite');
  const { A, B, alpha, beta } = law;
  const scale = power((alpha * A) / (beta * B), 1 / (alpha + beta));
  const product = compute / operations;
  const N = scale * power(product, sizeExponent(law));
  const D = product / N;
  return { N, D, loss: parametricLoss(law, N, D), curvature: (alpha + beta) * alpha * A * power(N, -alpha) };
}

/** a = β/(α + β): the best N grows as C^a, and D as C^{1−a}. */
export function sizeExponent({ alpha, beta }: Pick<ParametricLaw, 'alpha' | 'beta'>): number {
  return beta / (alpha + beta);
}

/** αβ/(α + β): the loss above E falls as this power of compute, at the best N and D. */
export function computeExponent({ alpha, beta }: Pick<ParametricLaw, 'alpha' | 'beta'>): number {
  return (alpha * beta) / (alpha + beta);
}

/**
 * How far above the true ln N the vertex of a parabola lies that is fitted to losses at one compute
 * (`approach 2`), at points ln N* + offsets. At fixed compute the loss is A N^{−α}(1 + …) with
 * different exponents to either side, so it is no parabola: to leading order the vertex is off by
 * (α − β)/6 · Σx⁴/Σx², whatever the compute. It shifts the best N by a factor and leaves its
 * exponent.
 */
export function parabolaBias(law: ParametricLaw, compute: number, offsets: ArrayLike<number>): number {
  const { N } = bestAllocation(law, compute);
  const product = compute / OPERATIONS;
  const losses = Float64Array.from(offsets, (x) => parametricLoss(law, N * exp(x), product / (N * exp(x))));
  const [, linear, square] = parabola(offsets, losses);
  return -linear / (2 * square);
}

/** Least squares of y on 1, x, x²: three normal equations. Throws `OutOfRange` for fewer points. */
export function parabola(x: ArrayLike<number>, y: ArrayLike<number>): [number, number, number] {
  if (x.length < 3) throw new OutOfRange('the number of points of a parabola', x.length, 'at least 3');
  // Orthogonal polynomials on the points: 1, x − a, x² − b(x − a) − c.
  const over = (of: (x: number) => number) => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += of(x[i]);
    return sum;
  };
  const mean = over((one) => one) / x.length;
  const first = (one: number) => one - mean;
  const squares = over((one) => squared(first(one)));
  const skew = over((one) => wholePower(first(one), 3)) / squares;
  const second = (one: number) => squared(first(one)) - skew * first(one) - squares / x.length;
  const along = (polynomial: (x: number) => number) => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += polynomial(x[i]) * y[i];
    return sum / over((one) => squared(polynomial(one)));
  };
  const [p0, p1, p2] = [along(() => 1), along(first), along(second)];
  const linear = p1 - p2 * skew;
  // In powers of x rather than of x − mean.
  return [p0 - (p2 * squares) / x.length - linear * mean + p2 * mean * mean, linear - 2 * p2 * mean, p2];
}
