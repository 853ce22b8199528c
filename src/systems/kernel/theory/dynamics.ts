import type { Engine } from '../../../numeric/engine.ts';
import { BadShape, OutOfRange } from '../../../numeric/errors.ts';
import { expm1, power } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';

export interface KernelDynamics {
  /** n × n kernel among the training points, row-major. */
  kernel: Float64Array;
  /** Labels y_i − f_0(x_i), n numbers. */
  labels: ArrayLike<number>;
  /** m × n kernel between test and training points, row-major. */
  cross: Float64Array;
  /** 0 for gradient flow, else the step of gradient descent. */
  step: number;
  /** Times n for the loss (1/2n) Σ (f − y)²; 1 for ½ Σ (f − y)². */
  samples: number;
}

/**
 * Training on a fixed kernel: f_t(x) − f_0(x) = K_x K⁻¹(1 − e^{−Kt/s})(y − f_0), with
 * (1 − step·K/s)^{t/step} in the place of the exponential for gradient descent, s = `samples` (see
 * there). Rows of `test` and of `train` belong to the times; a zero eigenvalue fits like its limit.
 * Throws `BadShape`, and `OutOfRange` for a step at which gradient descent diverges,
 * step ≥ 2s/θ_max. Sources: 1806.07572; 1902.06720.
 */
export function trainOnKernel(
  problem: KernelDynamics,
  times: ArrayLike<number>,
  engine: Engine,
): { test: Float64Array[]; train: Float64Array[] } {
  const { kernel, labels, cross, step, samples } = problem;
  const n = labels.length;
  if (kernel.length !== n * n || cross.length % n !== 0)
    throw new BadShape(`${n} labels do not fit ${kernel.length} kernel values and ${cross.length} cross values`);
  const m = cross.length / n;
  const { values, vectors } = eigenvaluesAndVectors(kernel, n, engine);
  if (step > 0 && step * values[n - 1] >= 2 * samples)
    throw new OutOfRange(
      'the step size',
      step,
      `below ${(2 * samples) / values[n - 1]}, where gradient descent turns unstable`,
    );
  const along = Float64Array.from({ length: n }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += vectors[k * n + i] * labels[i];
    return sum;
  });
  const at = (time: number, matrix: Float64Array, rows: number) => {
    const weights = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      const rate = Math.max(values[k], 0) / samples;
      const size = rate === 0 ? time / samples : fitted(rate, time, step) / (rate * samples);
      for (let i = 0; i < n; i++) weights[i] += vectors[k * n + i] * along[k] * size;
    }
    return Float64Array.from({ length: rows }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += matrix[j * n + i] * weights[i];
      return sum;
    });
  };
  const all = Array.from(times);
  return { test: all.map((time) => at(time, cross, m)), train: all.map((time) => at(time, kernel, n)) };
}

/**
 * The share of an eigendirection that is fitted: 1 − e^{−rate·t}, or 1 − (1 − step·rate)^{t/step}
 * in whole steps.
 */
function fitted(rate: number, time: number, step: number): number {
  return step > 0 ? 1 - power(1 - step * rate, Math.round(time / step)) : -expm1(-rate * time);
}
