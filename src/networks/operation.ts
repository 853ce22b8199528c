import type { Matrix } from '../numeric/heap.ts';
import type { Variable } from './variable.ts';

/**
 * One step of a network's computation, y = F(x, w), bound to the memory it works on. Everything
 * else follows from four methods: values run through the operations forwards, gradients backwards,
 * and a Hessian–vector product is `jvp` forwards, then `vjpTangent` backwards (forward over
 * reverse), which is exact.
 *
 * Adjoints of x are overwritten, those of parameters added to, so that operations may share
 * parameters.
 */
export interface Operation {
  readonly output: Variable;
  /** y := F(x, w) */
  value(): void;
  /** ẏ := ∂F (ẋ, ẇ), after `value`. */
  jvp(): void;
  /** x̄ := (∂F/∂x)ᵀ ȳ and w̄ += (∂F/∂w)ᵀ ȳ, after `value`. */
  vjp(): void;
  /** The derivative of `vjp` along the direction: x̄˙ := …, w̄˙ += …, after `jvp` and `vjp`. */
  vjpTangent(): void;
  /**
   * The gradients by the parameters, sample by sample, after `vjp`; where each row of y comes from
   * its own row of x. What has to be computed for it is in the heap's present scope.
   */
  sampleGradients?(): SampleGradient[];
}

/**
 * Sample i has the gradient `factor` · adjoints[i] inputs[i]ᵀ by a parameter; without `inputs`,
 * `factor` · adjoints[i].
 */
export interface SampleGradient {
  parameter: Variable;
  factor: number;
  adjoints: Matrix;
  inputs?: Matrix;
}
