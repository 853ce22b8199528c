import type { Engine } from '../../numeric/engine.ts';
import { NoConvergence } from '../../numeric/errors.ts';
import type { Matrix } from '../../numeric/heap.ts';
import type { Random } from '../../numeric/random.ts';

/** A deep linear network on the heap with the loss ½‖(Σ_yx − W Σ_xx)Σ_xx^(−1/2)‖² of its product W = W_L ⋯ W_1. */
export interface Network {
  /** W_1 to W_L; each layer's columns are the rows of the one below. */
  weights: Matrix[];
  /** Σ_yx − W Σ_xx, outputs × inputs, as `computeError` left it. */
  error: Matrix;
  computeError(): void;
  /** W_l ← W_l + η (W_L ⋯ W_{l+1})ᵀ error (W_{l−1} ⋯ W_1)ᵀ for all layers at once; `computeError` must have run on these weights. */
  descend(eta: number): void;
  /** Largest eigenvalue of the Hessian at these weights, with its sign. Throws `NoConvergence`. */
  sharpness(random: Random): number;
}

/** `covariance` Σ_xx is inputs × inputs; absent for white inputs. */
export function createNetwork(
  engine: Engine,
  weights: Matrix[],
  teacher: Matrix,
  covariance: Matrix | undefined,
): Network {
  const { heap } = engine;
  const depth = weights.length;
  const [outputs, inputs] = [teacher.rows, teacher.columns];
  const error = heap.matrix(outputs, inputs);
  const product = heap.matrix(outputs, inputs);
  /** W_l ⋯ W_1 for the layers but the last; the first is W_1 itself. */
  const below = weights.slice(0, -1).map((layer, l) => (l === 0 ? layer : heap.matrix(layer.rows, inputs)));
  /** (W_L ⋯ W_{l+1})ᵀ error; for the last layer the error itself. */
  const back = weights.map((layer, l) => (l === depth - 1 ? error : heap.matrix(layer.rows, inputs)));
  const slopes = weights.map((layer, l) => (l === 0 ? back[0] : heap.matrix(layer.rows, layer.columns)));

  function computeError(): void {
    for (let l = 1; l < depth - 1; l++) engine.gemm({ a: weights[l], b: below[l - 1], c: below[l] });
    error.values.set(teacher.values);
    const [last, rest] = [weights[depth - 1], below[depth - 2]];
    if (covariance) {
      engine.gemm({ a: last, b: rest, c: product });
      engine.gemm({ a: product, b: covariance, c: error, alpha: -1, beta: 1 });
    } else engine.gemm({ a: last, b: rest, c: error, alpha: -1, beta: 1 });
  }

  /** Minus the gradient, into `slopes`. */
  function computeSlopes(): void {
    for (let l = depth - 1; l > 0; l--) {
      engine.gemm({ a: weights[l], transposeA: true, b: back[l], c: back[l - 1] });
      engine.gemm({ a: back[l], b: below[l - 1], transposeB: true, c: slopes[l] });
    }
  }

  function descend(eta: number): void {
    computeSlopes();
    for (let l = 0; l < depth; l++) addScaled(weights[l], eta, slopes[l]);
  }

  function sharpness(random: Random): number {
    return heap.scope(() => {
      const direction = weights.map((layer) => heap.matrix(layer.rows, layer.columns));
      direction.forEach((part) => {
        random.fillNormal(part);
      });
      const largest = powerIteration(direction);
      computeError();
      return largest;
    });
  }

  /**
   * Hessian times vector by central differences of the gradient, a polynomial of the weights: good to about 1e-8. After some
   * iterations the Hessian is shifted by its size, so that at a saddle a negative eigenvalue is not mistaken for the largest.
   */
  function powerIteration(direction: Matrix[]): number {
    const ahead = weights.map((layer) => heap.matrix(layer.rows, layer.columns));
    const move = (distance: number) => {
      weights.forEach((layer, l) => {
        addScaled(layer, distance, direction[l]);
      });
    };
    let before = Number.NaN;
    let size = 0;
    for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      const norm = Math.sqrt(direction.reduce((sum, part) => sum + sumOfProducts(part, part), 0));
      direction.forEach((part) => {
        scale(part, 1 / norm);
      });
      move(DISTANCE);
      computeError();
      computeSlopes();
      ahead.forEach((part, l) => {
        part.values.set(slopes[l].values);
      });
      move(-2 * DISTANCE);
      computeError();
      computeSlopes();
      move(DISTANCE);
      ahead.forEach((part, l) => {
        addScaled(part, -1, slopes[l]);
        scale(part, -1 / (2 * DISTANCE));
      });
      const now = ahead.reduce((sum, part, l) => sum + sumOfProducts(part, direction[l]), 0);
      const shifted = iteration > UNSHIFTED;
      if (shifted && Math.abs(now - before) <= SETTLED * size) return now;
      before = now;
      if (!shifted) size = Math.sqrt(ahead.reduce((sum, part) => sum + sumOfProducts(part, part), 0));
      direction.forEach((part, l) => {
        scale(part, shifted ? size : 0);
        addScaled(part, 1, ahead[l]);
      });
    }
    throw new NoConvergence(`the sharpness has not settled after ${MOST_ITERATIONS} power iterations`);
  }

  return { weights, error, computeError, descend, sharpness };
}

const DISTANCE = 1e-4;
/** Change of the estimate in one iteration, relative; eigenvalues this close to each other need not be told apart. */
const SETTLED = 1e-6;
const UNSHIFTED = 10;
const MOST_ITERATIONS = 2000;

function addScaled(to: Matrix, factor: number, from: Matrix): void {
  const [target, source] = [to.values, from.values];
  for (let i = 0; i < target.length; i++) target[i] += factor * source[i];
}

function scale(matrix: Matrix, factor: number): void {
  const values = matrix.values;
  for (let i = 0; i < values.length; i++) values[i] *= factor;
}

function sumOfProducts(a: Matrix, b: Matrix): number {
  const [x, y] = [a.values, b.values];
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
