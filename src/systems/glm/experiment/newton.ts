import type { Engine } from '../../../numeric/engine.ts';
import { NoConvergence, NotPositiveDefinite } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Sample } from './draw.ts';
import type { ResidualLoss } from './losses.ts';

/** argmin (1/d) Σ φ(t_i − a_i·w) + ½ Σ λ_k w_k², to a promised decrement. */
export interface SmoothProblem {
  sample: Sample;
  loss: ResidualLoss;
  /** d. */
  dimension: number;
  /** λ_k of each weight. */
  penalties: Float64Array;
  /** Whether the loss of separable samples falls for ever, as the logistic one's does. */
  isEndless: boolean;
  /** The w are those with c·w = 0. */
  constraint?: Float64Array;
  start?: Float64Array;
  check: () => void;
}

export interface SmoothFit {
  weights: Float64Array;
  /** (1/d) Σ φ. */
  loss: number;
  /** L⁻¹ of the Hessian LLᵀ, D × D, on the heap. */
  inverse: Matrix;
}

/** The decrement gᵀH⁻¹g, twice what is left to gain, relative to the objective. */
const SETTLED = 1e-13;
const MOST_STEPS = 200;

/**
 * Newton’s method with halved steps. Returns `separable` where every a_i·w > 0, which shows that
 * without a penalty an endless loss has no minimum. Throws `NoConvergence`.
 */
export function minimiseSmooth(problem: SmoothProblem, engine: Engine): SmoothFit | 'separable' {
  const { sample, loss, dimension, penalties, isEndless, constraint, start, check } = problem;
  const { rows, targets } = sample;
  const { heap } = engine;
  const [n, D] = [rows.rows, rows.columns];
  const mayDiverge = isEndless && penalties.every((one) => one === 0);
  const weights = heap.matrixFrom(D, 1, start ?? new Float64Array(D));
  const fields = heap.matrix(n, 1);
  const hessian = heap.matrix(D, D);
  const scaled = heap.matrix(n, D);
  const sides = heap.matrix(D, 2);
  const objective = () => {
    engine.gemm({ a: rows, b: weights, c: fields });
    let [fit, penalty] = [0, 0];
    for (let i = 0; i < n; i++) fit += loss.value(targets[i] - fields.values[i]) / dimension;
    for (let k = 0; k < D; k++) penalty += 0.5 * penalties[k] * weights.values[k] * weights.values[k];
    return { fit, whole: fit + penalty };
  };
  // The mean curvature in a direction, were that of every sample 1.
  let mostCurved = 0;
  for (const one of rows.values) mostCurved += (one * one) / (D * dimension);
  let here = objective();
  for (let step = 0; step < MOST_STEPS; step++) {
    check();
    if (mayDiverge && fields.values.every((field) => field > 0)) return 'separable';
    const gradient = slopes();
    factorHessian();
    for (let k = 0; k < D; k++) {
      sides.values[2 * k] = gradient[k];
      sides.values[2 * k + 1] = constraint?.[k] ?? 0;
    }
    engine.solveCholesky(hessian, sides);
    const direction = Float64Array.from({ length: D }, (_, k) => -sides.values[2 * k]);
    if (constraint) {
      const [along, own] = [0, 1].map((c) =>
        constraint.reduce((sum, one, k) => sum + one * sides.values[2 * k + c], 0),
      );
      for (let k = 0; k < D; k++) direction[k] += (along / own) * sides.values[2 * k + 1];
    }
    const decrement = -direction.reduce((sum, one, k) => sum + one * gradient[k], 0);
    if (decrement <= SETTLED * here.whole) {
      engine.invertLower(hessian);
      return { weights: Float64Array.from(weights.values), loss: here.fit, inverse: hessian };
    }
    here = lineSearch(direction, decrement);
  }
  throw new NoConvergence(`the fit has not settled within ${MOST_STEPS} steps of Newton’s method`);

  function slopes(): Float64Array {
    return heap.scope(() => {
      const pulls = heap.matrixFrom(
        n,
        1,
        Float64Array.from(fields.values, (field, i) => -loss.slope(targets[i] - field) / dimension),
      );
      const gradient = heap.matrix(D, 1);
      engine.gemm({ a: rows, transposeA: true, b: pulls, c: gradient });
      return Float64Array.from(gradient.values, (one, k) => one + penalties[k] * weights.values[k]);
    });
  }

  function factorHessian(): void {
    for (let i = 0; i < n; i++) {
      const root = Math.sqrt(loss.curvature(targets[i] - fields.values[i]) / dimension);
      for (let k = 0; k < D; k++) scaled.values[i * D + k] = root * rows.values[i * D + k];
    }
    engine.syrk({ a: scaled, transpose: true, c: hessian });
    for (let k = 0; k < D; k++) hessian.values[k * D + k] += penalties[k];
    const kept = heap.scope(() => Float64Array.from(hessian.values));
    for (let lift = 1e-4; ; lift *= 10)
      try {
        engine.cholesky(hessian);
        return;
      } catch (error) {
        if (!(error instanceof NotPositiveDefinite) || lift > 100) throw error;
        // Huber’s loss has flat directions as long as few residuals are small, or none is.
        hessian.values.set(kept);
        for (let k = 0; k < D; k++) hessian.values[k * D + k] += lift * mostCurved;
      }
  }

  function lineSearch(direction: Float64Array, decrement: number) {
    const from = Float64Array.from(weights.values);
    for (let size = 1; ; size /= 2) {
      for (let k = 0; k < D; k++) weights.values[k] = from[k] + size * direction[k];
      const next = objective();
      // Rounding of the objective hides gains below this.
      if (next.whole <= here.whole - 1e-4 * size * decrement + 1e-14 * here.whole) return next;
      if (size < 1e-30) throw new NoConvergence('no step of Newton’s method makes the loss smaller');
    }
  }
}
