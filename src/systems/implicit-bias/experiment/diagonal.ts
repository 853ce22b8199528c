import { wholePower } from '../../../numeric/special.ts';
import type { ImplicitBiasProblem } from '../problem.ts';
import type { Descent } from './descent.ts';

/** The weights of β = u^D − v^D, moving. */
export class DiagonalNetwork implements Descent {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly outputs: Float64Array;
  private readonly X: Float64Array[];
  private readonly depth: number;
  /** The top eigenvalue of XXᵀ/n. */
  private readonly largest: number;
  /** The gradient with respect to β. */
  private readonly g: Float64Array;

  constructor({ X, parameters }: Pick<ImplicitBiasProblem, 'X' | 'parameters'>, largest: number) {
    const { dimension, scale, depth } = parameters;
    this.X = X;
    this.depth = depth;
    this.largest = largest;
    this.u = new Float64Array(dimension).fill(scale);
    this.v = new Float64Array(dimension).fill(scale);
    this.g = new Float64Array(dimension);
    this.outputs = new Float64Array(X.length);
  }

  get beta(): Float64Array {
    return this.u.map((one, i) => wholePower(one, this.depth) - wholePower(this.v[i], this.depth));
  }

  forward(): void {
    for (let k = 0; k < this.X.length; k++) this.outputs[k] = this.output(k);
  }

  output(k: number): number {
    const { u, v, depth } = this;
    const row = this.X[k];
    let sum = 0;
    if (depth === 2) for (let i = 0; i < row.length; i++) sum += row[i] * (u[i] * u[i] - v[i] * v[i]);
    else for (let i = 0; i < row.length; i++) sum += row[i] * (wholePower(u[i], depth) - wholePower(v[i], depth));
    return sum;
  }

  /**
   * λ_max max|∂β_i|² of the outputs' slopes, and max|g_i ∂²β_i| of their bends, which rule the
   * escape from small weights. The latter five times, since what finite steps do there lasts: they
   * shrink |u_i v_i|, which the flow keeps.
   */
  curvature(pulls: Float64Array): number {
    const { X, g, u, v, depth } = this;
    g.fill(0);
    for (let k = 0; k < X.length; k++) for (let i = 0; i < g.length; i++) g[i] += pulls[k] * X[k][i];
    let [slopes, bends] = [0, 0];
    for (let i = 0; i < g.length; i++) {
      slopes = Math.max(slopes, this.square(i));
      const weight = Math.max(Math.abs(u[i]), Math.abs(v[i]));
      if (depth > 1) bends = Math.max(bends, Math.abs(g[i]) * wholePower(weight, depth - 2));
    }
    return this.largest * slopes + 5 * depth * (depth - 1) * bends;
  }

  step(step: number): void {
    this.move(this.g, step);
  }

  /** A step against factor · ∂f of the datum k alone. */
  stepOn(k: number, factor: number): void {
    this.move(this.X[k], factor);
  }

  /** tr H where the loss (1/2n)|Xβ − y|² is 0. */
  trace(): number {
    let sum = 0;
    for (const row of this.X) for (let i = 0; i < row.length; i++) sum += row[i] * row[i] * this.square(i);
    return sum / this.X.length;
  }

  /** |∂β_i|² = D²(u^(2D−2) + v^(2D−2)). */
  private square(i: number): number {
    const { u, v, depth } = this;
    if (depth === 2) return 4 * (u[i] * u[i] + v[i] * v[i]);
    return depth * depth * (wholePower(u[i], 2 * depth - 2) + wholePower(v[i], 2 * depth - 2));
  }

  private move(g: Float64Array, factor: number): void {
    const { u, v, depth } = this;
    for (let i = 0; i < u.length; i++) {
      const pull = factor * depth * g[i];
      u[i] -= pull * (depth === 2 ? u[i] : wholePower(u[i], depth - 1));
      v[i] += pull * (depth === 2 ? v[i] : wholePower(v[i], depth - 1));
    }
  }
}
