import { NoConvergence, NotFinite } from '../../../numeric/errors.ts';
import { plain } from '../../../statistics/sentences.ts';

/** A model with weights and an output for each datum. */
export interface Descent {
  readonly outputs: Float64Array;
  /** Computes the outputs. */
  forward(): void;
  /** Takes the (f_k − y_k)/n. */
  gather(pulls: Float64Array): void;
  /**
   * Upper bounds, at the weights that `forward` has seen: `slopes` of the loss's curvature (1/2n)
   * Σ(f_k − y_k)² by the outputs' slopes; `bends` of the rate at which the flow changes any
   * weight's own slope, relative to it.
   */
  rates(): { slopes: number; bends: number };
  /** Moves the weights by −step · Σ_k pulls_k ∂f_k, with the pulls that `gather` was given. */
  step(step: number): void;
  /** Remembers the weights; `halfway` puts them halfway between these and those that are now. */
  keep(): void;
  halfway(): void;
}

/**
 * A step is at most this share of the inverse curvature, where stiff directions settle in a few,
 */
const STEP_TIMES_SLOPES = 0.7;
/**
 * and changes no weight's slope by more than this share: what gradient flow keeps is then kept to
 * some 1e-4. At 0.1 norms of depth 8 from small starts were off by half a per cent.
 */
const STEP_TIMES_BENDS = 0.03;
/** What is left of the residual at the end, relative to the labels. */
const SETTLED = 1e-4;
export const mostSteps = 1e7;
const STEPS_BETWEEN_CHECKS = 32;

/**
 * Gradient flow on (1/2n) Σ_k (f_k − y_k)² until the residual has gone, by Heun's rule: two steps
 * of gradient descent, and halfway back. Throws `NoConvergence` where that takes more than ten
 * million steps, and `NotFinite`.
 */
export function descend(model: Descent, y: Float64Array, check: () => void): void {
  const n = y.length;
  const pulls = new Float64Array(n);
  const scale = y.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  /** The largest residual; the model is ready to step. */
  const look = () => {
    model.forward();
    let left = 0;
    for (let k = 0; k < n; k++) {
      const residual = model.outputs[k] - y[k];
      left = Math.max(left, Math.abs(residual));
      pulls[k] = residual / n;
    }
    model.gather(pulls);
    return left;
  };
  for (let steps = 0; steps < mostSteps; steps++) {
    if (steps % STEPS_BETWEEN_CHECKS === 0) check();
    const left = look();
    if (!Number.isFinite(left)) throw new NotFinite(`the residual is ${left} after ${steps} steps`);
    if (left <= SETTLED * scale) return;
    const { slopes, bends } = model.rates();
    const step = 1 / Math.max(slopes / STEP_TIMES_SLOPES, bends / STEP_TIMES_BENDS);
    model.keep();
    model.step(step);
    look();
    model.step(step);
    model.halfway();
  }
  throw new NoConvergence(
    `no minimum within ${plain(mostSteps, 3)} steps: small starts leave the saddle and settle slowly; choose a larger scale or a smaller depth`,
  );
}
