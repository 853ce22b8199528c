import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { Sizes } from '../problem.ts';

export interface Tasks {
  /** k × d, rows w ~ N(0, I), brought to a mean square of d together. */
  weights: Matrix;
  /** Σ wwᵀ/k. */
  second: Matrix;
}

/**
 * The tasks of training, in the heap's present scope; undefined where each context has its own.
 * Their mean square is d, as it is for d → ∞: what it would be by chance scatters, and all errors
 * with it.
 */
export function drawTasks(
  { dimension, tasks: k }: Pick<Sizes, 'dimension' | 'tasks'>,
  random: Random,
  engine: Engine,
): Tasks | undefined {
  if (k === Number.POSITIVE_INFINITY) return undefined;
  const { heap } = engine;
  const weights = heap.matrix(k, dimension);
  random.fillNormal(weights);
  let power = 0;
  for (const w of weights.values) power += w * w;
  const scale = Math.sqrt((k * dimension) / power);
  for (let i = 0; i < k * dimension; i++) weights.values[i] *= scale;
  const second = heap.matrix(dimension, dimension);
  engine.syrk({ a: weights, transpose: true, c: second, alpha: 1 / k });
  return { weights, second };
}

export interface ContextMoments {
  length: number;
  noise: number;
}

/**
 * E hhᵀ of h = (d/l) Σ y x over contexts of tasks with the second moment W: (1 + 1/l) W + (tr
 * W + ρd)/l, exact for Gaussian inputs x ~ N(0, I/d) at every l. Gives the factor of W and the
 * rest.
 */
export function summaryMoment(second: Matrix, { length, noise }: ContextMoments): { factor: number; level: number } {
  const d = second.rows;
  let trace = 0;
  for (let i = 0; i < d; i++) trace += second.values[i * (d + 1)];
  return { factor: 1 + 1 / length, level: (trace + noise * d) / length };
}

/**
 * Mean squared error of ŷ = xᵀΓh over all contexts and queries of tasks with the second moment W:
 * ρ + tr(W − 2ΓW + Γ E[hhᵀ] Γᵀ)/d.
 */
export function meanError(gamma: Matrix, second: Matrix, moments: ContextMoments, engine: Engine): number {
  const d = gamma.rows;
  const { factor, level } = summaryMoment(second, moments);
  const { heap } = engine;
  return heap.scope(() => {
    const product = heap.matrix(d, d);
    engine.gemm({ a: gamma, b: second, c: product });
    const [G, W, P] = [gamma.values, second.values, product.values];
    let sum = 0;
    for (let i = 0; i < d; i++) sum += W[i * (d + 1)] - 2 * P[i * (d + 1)];
    for (let i = 0; i < d * d; i++) sum += G[i] * (factor * P[i] + level * G[i]);
    return moments.noise + sum / d;
  });
}
