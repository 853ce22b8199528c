import { axpy, clear, copy, norm, scale } from '../../../networks/arrays.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Regression } from './regression.ts';
import { type Step, zerosLike } from './vector-methods.ts';

/** Muon without momentum: the weights move by η along the orthogonalised gradient. */
export function muonStep(
  regression: Regression,
  eta: number,
  orthogonalise: (gradient: Matrix, engine: Engine) => Matrix,
): Step {
  const { engine, weights, gradient } = regression;
  return () => {
    regression.pull();
    engine.heap.scope(() => axpy(-eta, orthogonalise(gradient, engine), weights));
  };
}

/**
 * UVᵀ of a square G = USVᵀ. The eigenvectors (u, v)/√2 of ((0, G), (Gᵀ, 0)) with positive
 * eigenvalues give it with all digits, which (GᵀG)^(−½) would halve.
 */
export function polarFactor(gradient: Matrix, engine: Engine): Matrix {
  const { heap } = engine;
  const n = gradient.rows;
  const both = heap.matrix(2 * n, 2 * n);
  clear(both);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const one = gradient.values[i * n + j];
      both.values[i * 2 * n + n + j] = one;
      both.values[(n + j) * 2 * n + i] = one;
    }
  engine.eigh(both, { vectors: true });
  const [u, v] = [heap.matrix(n, n), heap.matrix(n, n)];
  for (let k = 0; k < n; k++) {
    // The upper half of the spectrum is the positive one.
    const vector = both.values.subarray((n + k) * 2 * n, (n + k + 1) * 2 * n);
    u.values.set(vector.subarray(0, n), k * n);
    v.values.set(vector.subarray(n), k * n);
  }
  const result = heap.matrix(n, n);
  engine.gemm({ a: u, transposeA: true, b: v, c: result, alpha: 2 });
  return result;
}

const [A, B, C] = [3.4445, -4.775, 2.0315];
const ITERATIONS = 5;

/** What Muon uses in place of UVᵀ: five times X ← aX + (bXXᵀ + c(XXᵀ)²)X, after G/‖G‖. */
export function quinticIteration(gradient: Matrix, engine: Engine): Matrix {
  const { heap } = engine;
  const n = gradient.rows;
  let [x, next] = [heap.matrix(n, n), heap.matrix(n, n)];
  const [gram, polynomial] = [heap.matrix(n, n), heap.matrix(n, n)];
  copy(gradient, x);
  const size = norm(x);
  if (size > 0) scale(1 / size, x);
  for (let i = 0; i < ITERATIONS; i++) {
    engine.syrk({ a: x, c: gram });
    copy(gram, polynomial);
    engine.gemm({ a: gram, b: gram, c: polynomial, alpha: C, beta: B });
    copy(x, next);
    engine.gemm({ a: polynomial, b: x, c: next, beta: A });
    [x, next] = [next, x];
  }
  return x;
}

/** Shampoo (Gupta et al. 2018): L ← L + GGᵀ, R ← R + GᵀG, W ← W − ηL^(−¼)GR^(−¼). */
export function shampooStep(regression: Regression, eta: number): Step {
  const { engine, weights, gradient } = regression;
  const [left, right] = [zerosLike(weights), zerosLike(weights)];
  return () => {
    regression.pull();
    engine.syrk({ a: gradient, c: left, beta: 1 });
    engine.syrk({ a: gradient, transpose: true, c: right, beta: 1 });
    engine.heap.scope(() => {
      const [half, whole] = [engine.heap.matrix(weights.rows, weights.columns), zerosLike(weights)];
      engine.gemm({ a: inverseFourthRoot(left, engine), b: gradient, c: half });
      engine.gemm({ a: half, b: inverseFourthRoot(right, engine), c: whole });
      axpy(-eta, whole, weights);
    });
  };
}

function inverseFourthRoot(symmetric: Matrix, engine: Engine): Matrix {
  const { heap } = engine;
  const n = symmetric.rows;
  const [vectors, scaled, result] = [heap.matrix(n, n), heap.matrix(n, n), heap.matrix(n, n)];
  copy(symmetric, vectors);
  const values = engine.eigh(vectors, { vectors: true });
  copy(vectors, scaled);
  for (let i = 0; i < n; i++) {
    const factor = values[i] > 0 ? 1 / Math.sqrt(Math.sqrt(values[i])) : 0;
    for (let j = 0; j < n; j++) scaled.values[i * n + j] *= factor;
  }
  engine.gemm({ a: vectors, transposeA: true, b: scaled, c: result });
  return result;
}
