import { NoConvergence, NotFinite } from '../../../numeric/errors.ts';

/** A model with weights and an output for each datum. */
export interface Descent {
  readonly outputs: Float64Array;
  /** Computes the outputs. */
  forward(): void;
  /**
   * An upper bound of the loss's curvature (1/2n) Σ(f_k − y_k)² at the weights that `forward` has
   * seen, in any direction; `pulls` are the (f_k − y_k)/n.
   */
  curvature(pulls: Float64Array): number;
  /** Moves the weights by −step · Σ_k pulls_k ∂f_k, with the pulls that `curvature` was given. */
  step(step: number): void;
}

/**
 * Steps are this share of the inverse curvature, so that gradient descent is gradient flow to about
 * a per cent.
 */
const STEP_TIMES_CURVATURE = 0.1;
/** What is left of the residual at the end, relative to the labels. */
const SETTLED = 1e-4;
const MOST_STEPS = 2e7;
const STEPS_BETWEEN_CHECKS = 256;

/**
 * Gradient descent on (1/2n) Σ_k (f_k − y_k)² until the residual has gone. Throws `NoConvergence`
 * where that takes more than twenty million steps, and `NotFinite`.
 */
export function descend(model: Descent, y: Float64Array, check: () => void): void {
  const n = y.length;
  const pulls = new Float64Array(n);
  const scale = y.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (steps % STEPS_BETWEEN_CHECKS === 0) check();
    model.forward();
    let left = 0;
    for (let k = 0; k < n; k++) {
      const residual = model.outputs[k] - y[k];
      left = Math.max(left, Math.abs(residual));
      pulls[k] = residual / n;
    }
    if (!Number.isFinite(left)) throw new NotFinite(`the residual is ${left} after ${steps} steps`);
    if (left <= SETTLED * scale) return;
    model.step(STEP_TIMES_CURVATURE / model.curvature(pulls));
  }
  throw new NoConvergence(
    `no minimum within ${MOST_STEPS.toExponential()} steps: small starts leave the saddle and settle slowly; choose a larger scale or a smaller depth`,
  );
}
