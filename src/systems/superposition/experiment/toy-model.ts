import type { Random } from '../../../numeric/random.ts';
import { wholePower } from '../../../numeric/special.ts';

const MOMENTS = { first: 0.9, second: 0.999, tiny: 1e-8 };

/** x̂ = ReLU(WᵀWx + b), with a gradient by hand and a step of Adam (Kingma & Ba 2014). */
export class ToyModel {
  /** W, then b: row k of W holds hidden dimension k of all features. */
  readonly weights: Float64Array;
  readonly #gradient: Float64Array;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  readonly #hidden: Float64Array;
  readonly #pulled: Float64Array;
  readonly #slopes: Float64Array;
  #steps = 0;

  readonly importances: readonly number[];
  readonly dimensions: number;

  constructor(importances: readonly number[], dimensions: number, random: Random) {
    this.importances = importances;
    this.dimensions = dimensions;
    const n = importances.length;
    const size = (dimensions + 1) * n;
    this.weights = new Float64Array(size);
    this.#gradient = new Float64Array(size);
    this.#mean = new Float64Array(size);
    this.#square = new Float64Array(size);
    this.#hidden = new Float64Array(dimensions);
    this.#pulled = new Float64Array(dimensions);
    this.#slopes = new Float64Array(n);
    // Uniform, with the variance of Glorot and Bengio.
    const width = Math.sqrt(6 / (n + dimensions));
    for (let i = 0; i < dimensions * n; i++) this.weights[i] = width * (2 * random.uniform() - 1);
  }

  /** The weighted squared error of input `x`; its gradient times `weight` is added up. */
  see(x: Float64Array, weight = 0): number {
    const [n, m, W] = [this.importances.length, this.dimensions, this.weights];
    const [hidden, pulled, slopes, gradient] = [this.#hidden, this.#pulled, this.#slopes, this.#gradient];
    for (let k = 0; k < m; k++) {
      hidden[k] = 0;
      pulled[k] = 0;
      for (let i = 0; i < n; i++) hidden[k] += W[k * n + i] * x[i];
    }
    let loss = 0;
    for (let i = 0; i < n; i++) {
      let field = W[m * n + i];
      for (let k = 0; k < m; k++) field += W[k * n + i] * hidden[k];
      const miss = Math.max(field, 0) - x[i];
      loss += this.importances[i] * miss * miss;
      slopes[i] = field > 0 ? 2 * weight * this.importances[i] * miss : 0;
      for (let k = 0; k < m; k++) pulled[k] += W[k * n + i] * slopes[i];
    }
    if (weight === 0) return loss;
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < m; k++) gradient[k * n + i] += hidden[k] * slopes[i] + pulled[k] * x[i];
      gradient[m * n + i] += slopes[i];
    }
    return loss;
  }

  /** A step down the gradient that was added up, which begins anew. */
  step(rate: number): void {
    this.#steps++;
    const unbiased = [this.#remaining(MOMENTS.first), this.#remaining(MOMENTS.second)];
    for (let i = 0; i < this.weights.length; i++) {
      const slope = this.#gradient[i];
      this.#mean[i] += (1 - MOMENTS.first) * (slope - this.#mean[i]);
      this.#square[i] += (1 - MOMENTS.second) * (slope * slope - this.#square[i]);
      const size = Math.sqrt(this.#square[i] / unbiased[1]) + MOMENTS.tiny;
      this.weights[i] -= (rate * (this.#mean[i] / unbiased[0])) / size;
    }
    this.#gradient.fill(0);
  }

  #remaining(decay: number): number {
    return 1 - wholePower(decay, this.#steps);
  }
}
