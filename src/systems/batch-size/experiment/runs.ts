import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { hasSampledGradients } from '../parameters.ts';
import type { LeastSquaresProblem } from '../problem.ts';
import { Examples, NoisyGradients } from './examples.ts';
import { type Update, updateOf } from './updates.ts';

/**
 * Independent runs of an optimiser on least squares, side by side. The weights are held by their
 * errors in the eigenbasis of the inputs, runs × modes.
 */
export class Runs {
  /** Steps taken so far. */
  steps = 0;
  readonly errors: Float64Array;
  private readonly lambda: Float64Array;
  private readonly gradientAt: (first: number) => void;
  private readonly gradient: Float64Array;
  private readonly update: Update;

  /** Allocates in the heap's present scope. */
  constructor(problem: LeastSquaresProblem, random: Random, engine: Engine) {
    const { parameters, lambda, squaredErrors, runs } = problem;
    const modes = lambda.length;
    this.lambda = lambda;
    this.errors = Float64Array.from({ length: runs * modes }, (_, i) => Math.sqrt(squaredErrors[i % modes]));
    this.gradient = new Float64Array(modes);
    if (hasSampledGradients(parameters)) {
      const examples = new Examples(problem, random, engine);
      this.gradientAt = (first) => examples.batchGradient(this.errors, first, parameters.batch, this.gradient);
    } else {
      const gradients = new NoisyGradients(problem, random, engine);
      this.gradientAt = (first) => gradients.draw(this.errors, first, this.gradient);
    }
    this.update = updateOf(problem);
  }

  step(): void {
    const { errors, lambda } = this;
    for (let first = 0; first < errors.length; first += lambda.length) {
      this.gradientAt(first);
      this.update(errors, first, this.gradient);
    }
    this.steps++;
  }

  /** The excess risk Σ λe², averaged over the runs. */
  meanRisk(): number {
    const { errors, lambda } = this;
    const modes = lambda.length;
    let sum = 0;
    for (let first = 0; first < errors.length; first += modes)
      for (let k = 0; k < modes; k++) sum += lambda[k] * errors[first + k] * errors[first + k];
    return (sum * modes) / errors.length;
  }
}
