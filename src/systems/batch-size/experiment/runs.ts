import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { hasSampledGradients, momentumOf } from '../parameters.ts';
import type { LeastSquaresProblem } from '../problem.ts';
import { NormalRows } from './examples.ts';
import { type Update, updateOf } from './updates.ts';

/**
 * Independent runs of an optimiser on least squares, side by side. The weights are held by their
 * errors in the eigenbasis of the inputs, runs × modes.
 */
export class Runs {
  /** Steps taken so far. */
  steps = 0;
  readonly errors: Float64Array;
  private readonly problem: LeastSquaresProblem;
  private readonly rows: NormalRows;
  private readonly update: Update;
  private readonly gradient: Float64Array;

  /** Allocates in the heap's present scope. */
  constructor(problem: LeastSquaresProblem, random: Random, { heap }: Engine) {
    const { parameters, lambda, squaredErrors, runs, rate } = problem;
    const modes = lambda.length;
    this.problem = problem;
    this.rows = new NormalRows(heap, random, hasSampledGradients(parameters) ? modes + 1 : modes);
    this.errors = Float64Array.from({ length: runs * modes }, (_, i) => Math.sqrt(squaredErrors[i % modes]));
    this.gradient = new Float64Array(modes);
    this.update = updateOf(problem, { rate, momentum: momentumOf(parameters) });
  }

  step(): void {
    const { runs, lambda } = this.problem;
    const modes = lambda.length;
    const sampled = hasSampledGradients(this.problem.parameters);
    for (let run = 0; run < runs; run++) {
      const first = run * modes;
      if (sampled)
        batchGradient(this.problem, this.errors, first, this.problem.parameters.batch, this.rows, this.gradient);
      else this.noisyGradient(first);
      this.update(this.errors, first, this.gradient);
    }
    this.steps++;
  }

  /** The excess risk Σ λe², averaged over the runs. */
  meanRisk(): number {
    const { runs, lambda } = this.problem;
    const { errors } = this;
    let sum = 0;
    for (let i = 0; i < errors.length; i++) sum += lambda[i % lambda.length] * errors[i] * errors[i];
    return sum / runs;
  }

  /** The true gradient λe with Gaussian noise of covariance σ²λ/B. */
  private noisyGradient(first: number): void {
    const { lambda, parameters } = this.problem;
    const { values } = this.rows;
    const at = this.rows.row();
    for (let k = 0; k < lambda.length; k++)
      this.gradient[k] =
        lambda[k] * this.errors[first + k] +
        Math.sqrt((parameters.noise * lambda[k]) / parameters.batch) * values[at + k];
  }
}

/**
 * gradient := the mean over a fresh batch of x (x·e − σξ), with x = √λ z for standard normal z: the
 * gradient of half the squared error, for the errors that begin at `first`.
 */
export function batchGradient(
  { lambda, parameters }: LeastSquaresProblem,
  errors: Float64Array,
  first: number,
  size: number,
  rows: NormalRows,
  gradient: Float64Array,
): void {
  const modes = lambda.length;
  const deviation = Math.sqrt(parameters.noise);
  gradient.fill(0);
  const scaled = new Float64Array(modes);
  for (let k = 0; k < modes; k++) scaled[k] = Math.sqrt(lambda[k]) * errors[first + k];
  for (let i = 0; i < size; i++) {
    const at = rows.row();
    const { values } = rows;
    let residual = -deviation * values[at + modes];
    for (let k = 0; k < modes; k++) residual += scaled[k] * values[at + k];
    for (let k = 0; k < modes; k++) gradient[k] += residual * values[at + k];
  }
  for (let k = 0; k < modes; k++) gradient[k] *= Math.sqrt(lambda[k]) / size;
}
