import { wholePower } from '../../../numeric/special.ts';
import type { ImplicitBiasProblem } from '../problem.ts';
import type { Descent } from './descent.ts';

/** The weights of β = u^D − v^D, moving. */
export class DiagonalNetwork implements Descent {
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** What `forward` has made of the weights. */
  readonly beta: Float64Array;
  readonly outputs: Float64Array;
  private readonly X: Float64Array[];
  private readonly depth: number;
  /** The top eigenvalue of XXᵀ/n. */
  private readonly largest: number;
  /** The gradient with respect to β. */
  private readonly g: Float64Array;
  private readonly kept: { u: Float64Array; v: Float64Array };

  constructor({ X, parameters }: Pick<ImplicitBiasProblem, 'X' | 'parameters'>, largest: number) {
    const { dimension, scale, depth } = parameters;
    this.X = X;
    this.depth = depth;
    this.largest = largest;
    this.u = new Float64Array(dimension).fill(scale);
    this.v = new Float64Array(dimension).fill(scale);
    this.g = new Float64Array(dimension);
    this.kept = { u: new Float64Array(dimension), v: new Float64Array(dimension) };
    this.beta = new Float64Array(dimension);
    this.outputs = new Float64Array(X.length);
  }

  forward(): void {
    const { X, u, v, beta, depth, outputs } = this;
    for (let i = 0; i < u.length; i++) beta[i] = wholePower(u[i], depth) - wholePower(v[i], depth);
    for (let k = 0; k < X.length; k++) outputs[k] = dot(X[k], beta);
  }

  /** The output of one datum at the weights that are now, of depth 2. */
  output(k: number): number {
    const { u, v } = this;
    const row = this.X[k];
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += row[i] * (u[i] * u[i] - v[i] * v[i]);
    return sum;
  }

  gather(pulls: Float64Array): void {
    const { X, g } = this;
    g.fill(0);
    for (let k = 0; k < X.length; k++) for (let i = 0; i < g.length; i++) g[i] += pulls[k] * X[k][i];
  }

  /** λ_max max|∂β_i|², and max D(D−1)|g_i|w^(D−2), the rate of ln w^(D−1). */
  rates() {
    const { g, u, v, depth } = this;
    let [slopes, bends] = [0, 0];
    for (let i = 0; i < g.length; i++) {
      slopes = Math.max(slopes, this.square(i));
      const weight = Math.max(Math.abs(u[i]), Math.abs(v[i]));
      if (depth > 1) bends = Math.max(bends, Math.abs(g[i]) * (depth === 2 ? 1 : wholePower(weight, depth - 2)));
    }
    return { slopes: this.largest * slopes, bends: depth * (depth - 1) * bends };
  }

  step(step: number): void {
    this.move(this.g, step);
  }

  keep(): void {
    this.kept.u.set(this.u);
    this.kept.v.set(this.v);
  }

  halfway(): void {
    const { u, v, kept } = this;
    for (let i = 0; i < u.length; i++) {
      u[i] = (u[i] + kept.u[i]) / 2;
      v[i] = (v[i] + kept.v[i]) / 2;
    }
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

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
