import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { LeastSquaresProblem } from '../problem.ts';

/** Numbers drawn at a time. */
const DRAWN = 32768;

/** Rows of standard normal numbers, one after the other, from one stream. */
export class NormalRows {
  values: Float64Array;
  private readonly drawn: Matrix;
  private readonly random: Random;
  private next: number;

  /** Allocates in the heap's present scope. */
  constructor({ heap }: Engine, random: Random, columns: number) {
    this.drawn = heap.matrix(Math.max(1, Math.floor(DRAWN / columns)), columns);
    this.values = this.drawn.values as Float64Array;
    this.random = random;
    this.next = this.drawn.rows;
  }

  /** Where the next row begins in `values`, which holds it until another is asked for. */
  row(): number {
    if (this.next === this.drawn.rows) {
      this.random.fillNormal(this.drawn);
      this.values = this.drawn.values as Float64Array;
      this.next = 0;
    }
    return this.next++ * this.drawn.columns;
  }
}

/** A stream of fresh examples x = √λ z, z standard normal, with labels of noise σξ. */
export class Examples {
  private readonly rows: NormalRows;
  private readonly deviation: number;
  /** √λ. */
  private readonly roots: Float64Array;
  private readonly scaled: Float64Array;

  /** Allocates in the heap's present scope. */
  constructor({ lambda, parameters }: LeastSquaresProblem, random: Random, engine: Engine) {
    this.rows = new NormalRows(engine, random, lambda.length + 1);
    this.deviation = Math.sqrt(parameters.noise);
    this.roots = lambda.map(Math.sqrt);
    this.scaled = new Float64Array(lambda.length);
  }

  /**
   * gradient := the mean of x (x·e − σξ) over the next `size` examples, the gradient of half the
   * squared error at the errors e that begin at `first`.
   */
  batchGradient(errors: Float64Array, first: number, size: number, gradient: Float64Array): void {
    const { rows, roots, scaled, deviation } = this;
    const modes = roots.length;
    for (let k = 0; k < modes; k++) {
      scaled[k] = roots[k] * errors[first + k];
      gradient[k] = 0;
    }
    for (let i = 0; i < size; i++) {
      const at = rows.row();
      const { values } = rows;
      let residual = -deviation * values[at + modes];
      for (let k = 0; k < modes; k++) residual += scaled[k] * values[at + k];
      for (let k = 0; k < modes; k++) gradient[k] += residual * values[at + k];
    }
    for (let k = 0; k < modes; k++) gradient[k] *= roots[k] / size;
  }
}

/** True gradients λe with Gaussian noise of covariance σ²λ/B. */
export class NoisyGradients {
  private readonly rows: NormalRows;
  private readonly lambda: Float64Array;
  private readonly deviations: Float64Array;

  /** Allocates in the heap's present scope. */
  constructor({ lambda, parameters: { noise, batch } }: LeastSquaresProblem, random: Random, engine: Engine) {
    this.rows = new NormalRows(engine, random, lambda.length);
    this.lambda = lambda;
    this.deviations = lambda.map((l) => Math.sqrt((noise * l) / batch));
  }

  /** gradient := one of them, at the errors that begin at `first`. */
  draw(errors: Float64Array, first: number, gradient: Float64Array): void {
    const { rows, lambda, deviations } = this;
    const at = rows.row();
    const { values } = rows;
    for (let k = 0; k < lambda.length; k++)
      gradient[k] = lambda[k] * errors[first + k] + deviations[k] * values[at + k];
  }
}
