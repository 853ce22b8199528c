import { inner } from './small-systems.ts';

/**
 * An estimate of the inverse Hessian, made of steps and of the changes of the gradient along them.
 */
export interface InverseCurvature {
  /** Downhill at this gradient, as far as the estimate reaches. */
  direction(gradient: Float64Array): Float64Array;
  update(step: Float64Array, change: Float64Array): void;
  /** Back to the identity. */
  forget(): void;
}

/** The whole matrix, of as many rows as variables, by Broyden, Fletcher, Goldfarb and Shanno. */
export class WholeCurvature implements InverseCurvature {
  #rows: Float64Array[];
  #isScaled = false;

  constructor(variables: number) {
    this.#rows = identity(variables);
  }

  direction(gradient: Float64Array): Float64Array {
    return Float64Array.from(this.#rows, (row) => -inner(row, gradient));
  }

  update(step: Float64Array, change: Float64Array): void {
    const curvature = inner(step, change);
    const isFirst = !this.#isScaled;
    this.#isScaled = true;
    if (!(curvature > 0)) return;
    if (isFirst) {
      const scale = curvature / inner(change, change);
      this.#rows.forEach((row, i) => {
        row[i] = scale;
      });
    }
    const moved = this.#rows.map((row) => inner(row, change));
    const square = (1 + inner(moved, change) / curvature) / curvature;
    this.#rows.forEach((row, i) => {
      for (let j = 0; j < row.length; j++)
        row[j] += square * step[i] * step[j] - (moved[i] * step[j] + step[i] * moved[j]) / curvature;
    });
  }

  forget(): void {
    this.#rows = identity(this.#rows.length);
  }
}

/**
 * The last few steps alone, for many variables (J. Nocedal, Math. Comput. 35 (1980) 773: the
 * recursion in two loops).
 */
export class RecentCurvature implements InverseCurvature {
  readonly #memory: number;
  #pairs: { step: Float64Array; change: Float64Array; curvature: number }[] = [];

  constructor(memory: number) {
    this.#memory = memory;
  }

  direction(gradient: Float64Array): Float64Array {
    const direction = gradient.map((one) => -one);
    const shares: number[] = [];
    for (let k = this.#pairs.length - 1; k >= 0; k--) {
      const { step, change, curvature } = this.#pairs[k];
      shares[k] = inner(step, direction) / curvature;
      add(direction, -shares[k], change);
    }
    const last = this.#pairs.at(-1);
    if (last) {
      const scale = last.curvature / inner(last.change, last.change);
      for (let i = 0; i < direction.length; i++) direction[i] *= scale;
    }
    this.#pairs.forEach(({ step, change, curvature }, k) => {
      add(direction, shares[k] - inner(change, direction) / curvature, step);
    });
    return direction;
  }

  update(step: Float64Array, change: Float64Array): void {
    const curvature = inner(step, change);
    if (!(curvature > 0)) return;
    this.#pairs.push({ step, change, curvature });
    if (this.#pairs.length > this.#memory) this.#pairs.shift();
  }

  forget(): void {
    this.#pairs = [];
  }
}

function add(to: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] += factor * vector[i];
}

function identity(n: number): Float64Array[] {
  return Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
}
