import { axpy, copy, norm, scale } from '../../../networks/arrays.ts';
import { orthonormalRows } from '../../../networks/teachers.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { ImplicitBiasProblem } from '../problem.ts';
import type { Descent } from './descent.ts';

/**
 * The weights U (d × d), moving: outputs ⟨A_k, UUᵀ⟩ with A_k = V diag(X_k) Vᵀ in a random basis V.
 */
export class MatrixFactor implements Descent {
  /** The top eigenvalue of XXᵀ/n. */
  private readonly largest: number;
  private readonly engine: Engine;
  private readonly measurements: Matrix;
  private readonly weights: Matrix;
  private readonly kept: Matrix;
  /** UUᵀ, and as one row; Σ_k pulls_k A_k likewise. */
  private readonly product: Matrix;
  private readonly productRow: Matrix;
  private readonly mean: Matrix;
  private readonly meanRow: Matrix;
  private readonly found: Matrix;
  private readonly pulls: Matrix;
  private readonly moves: Matrix;
  private readonly run: Record<'square' | 'measure' | 'gather' | 'turn', () => void>;

  constructor({ X, parameters }: ImplicitBiasProblem, largest: number, random: Random, engine: Engine) {
    const { dimension: d } = parameters;
    const { heap } = engine;
    this.largest = largest;
    this.engine = engine;
    this.measurements = heap.matrix(X.length, d * d);
    this.weights = heap.matrix(d, d);
    this.kept = heap.matrix(d, d);
    this.product = heap.matrix(d, d);
    this.productRow = heap.matrix(1, d * d);
    this.mean = heap.matrix(d, d);
    this.meanRow = heap.matrix(1, d * d);
    this.found = heap.matrix(X.length, 1);
    this.pulls = heap.matrix(1, X.length);
    this.moves = heap.matrix(d, d);
    fillMeasurements(this.measurements, X, orthonormalRows(engine, d, d, random, 'f64'));
    this.weights.values.fill(0);
    for (let i = 0; i < d; i++) this.weights.values[i * (d + 1)] = parameters.scale;
    const { weights, product, productRow, measurements, found, pulls, mean, meanRow, moves } = this;
    this.run = {
      square: engine.prepareGemm({ a: weights, b: weights, transposeB: true, c: product }),
      measure: engine.prepareGemm({ a: measurements, b: productRow, transposeB: true, c: found }),
      gather: engine.prepareGemm({ a: pulls, b: measurements, c: meanRow }),
      turn: engine.prepareGemm({ a: mean, b: weights, c: moves }),
    };
  }

  get outputs(): Float64Array {
    return this.found.values as Float64Array;
  }

  forward(): void {
    this.run.square();
    this.productRow.values.set(this.product.values);
    this.run.measure();
  }

  gather(pulls: Float64Array): void {
    this.pulls.values.set(pulls);
    this.run.gather();
  }

  /** 4λ_max‖UUᵀ‖ and 2‖Σ pulls_k A_k‖, in Frobenius norms. */
  rates() {
    return { slopes: 4 * this.largest * norm(this.product), bends: 2 * norm(this.meanRow) };
  }

  step(step: number): void {
    const { mean, meanRow, moves, weights } = this;
    mean.values.set(meanRow.values);
    this.run.turn();
    axpy(-2 * step, moves, weights);
  }

  keep(): void {
    copy(this.weights, this.kept);
  }

  halfway(): void {
    axpy(1, this.kept, this.weights);
    scale(0.5, this.weights);
  }

  /** tr H = (1/n) Σ_k |2A_kU|² = (4/n) Σ_k tr A_k UUᵀ A_k. */
  trace(): number {
    const { engine, measurements, product } = this;
    const d = product.rows;
    let sum = 0;
    engine.heap.scope(() => {
      const one = engine.heap.matrix(d, d);
      const times = engine.heap.matrix(d, d);
      for (let k = 0; k < measurements.rows; k++) {
        one.values.set(measurements.values.subarray(k * d * d, (k + 1) * d * d));
        engine.gemm({ a: one, b: product, c: times });
        for (let i = 0; i < d * d; i++) sum += times.values[i] * one.values[i];
      }
    });
    return (4 * sum) / measurements.rows;
  }

  /** Of UUᵀ, descending. */
  eigenvalues(): Float64Array {
    const { heap } = this.engine;
    return heap.scope(() => {
      const copy = heap.matrixFrom(this.product.rows, this.product.columns, this.product.values);
      return this.engine.eigh(copy).toSorted((a, b) => b - a);
    });
  }
}

/** A_k = V diag(X_k) Vᵀ as rows; the rows of `basis` are the columns of V. */
function fillMeasurements(measurements: Matrix, X: Float64Array[], basis: Matrix): void {
  const d = basis.rows;
  const V = basis.values;
  X.forEach((eigenvalues, k) => {
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++) {
        let sum = 0;
        for (let e = 0; e < d; e++) sum += eigenvalues[e] * V[e * d + i] * V[e * d + j];
        measurements.values[(k * d + i) * d + j] = sum;
      }
  });
}
