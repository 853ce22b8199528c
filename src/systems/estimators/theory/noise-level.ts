import { squared } from '../../../numeric/special.ts';
import type { MomentsWithSpread } from './moments.ts';

/** y = Xw + ε with n isotropic Gaussian rows in d dimensions, |w|² = τ², Var ε = σ². */
export interface LinearModel {
  samples: number;
  dimension: number;
  /** σ² and τ². */
  noise: number;
  signal: number;
}

/**
 * Dicker's moment estimators, for any d beside n, of noise and signal:
 *
 *     σ̂² = [(d + n + 1)‖y‖² − ‖Xᵀy‖²]/n(n + 1),  τ̂² = [‖Xᵀy‖² − d‖y‖²]/n(n + 1).
 *
 * Both have no bias. Their variances are exact here: N = ‖y‖² is (σ² + τ²)χ²_n, and given y
 * ‖Xᵀy‖² = (aN + b√N g)² + Nχ²_{d−1} with a = τ/(σ² + τ²), b² = σ²/(σ² + τ²) and g normal. Source
 * of the estimators: 1209.0012, which has the variances for large n.
 */
export function dickerMoments(model: LinearModel): { noise: MomentsWithSpread; signal: MomentsWithSpread } {
  const { samples: n, dimension: d, noise, signal } = model;
  const total = noise + signal;
  // All in units of the total, whose square may be beyond all numbers.
  const [a2, b2] = [signal / total, noise / total];
  // E Nʲ.
  const moment = [1];
  for (let j = 0; j < 4; j++) moment.push(moment[j] * (n + 2 * j));
  const given = 4 * a2 * b2 * moment[3] + (2 * squared(b2) + 2 * (d - 1)) * moment[2];
  /** Variance of linear·N + square·N². */
  const between = (linear: number, square: number) =>
    linear * linear * (moment[2] - squared(moment[1])) +
    2 * linear * square * (moment[3] - moment[1] * moment[2]) +
    square * square * (moment[4] - squared(moment[2]));
  const scale = n * (n + 1);
  const spread = (linear: number, square: number) => (total * Math.sqrt(given + between(linear, square))) / scale;
  return {
    noise: { mean: noise, spread: spread(n + 2 - b2, -a2) },
    signal: { mean: signal, spread: spread(b2 - 1, a2) },
  };
}

/**
 * ‖y − Xŵ‖²/(n − d) of least squares on n > d samples: mean σ², deviation σ²√(2/(n − d)). Exact.
 */
export function residualNoiseMoments({ samples, dimension, noise }: LinearModel): MomentsWithSpread {
  return { mean: noise, spread: noise * Math.sqrt(2 / (samples - dimension)) };
}
