import { axpy, clear, copy } from '../../../networks/arrays.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Heap, Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { fitRidge } from '../../../regression/ridge-fit.ts';
import type { NeuralScalingProblem } from '../problem.ts';

/** One model in training, on several targets side by side. All of its arrays live on the heap. */
export interface Learner {
  step(): void;
  /** θ, features × targets, as it is now. */
  weights(): Matrix;
  /** Mean squared error on the samples, where there are any. */
  trainLoss?(): number;
  /** θ after infinitely many steps. */
  converged?(): Matrix;
}

/** θ ← θ + η(g − Sθ) from θ = 0, with g and S from `pull` and `covariance`. */
export class PopulationLearner implements Learner {
  protected readonly theta: Matrix;
  private readonly change: Matrix;
  private readonly product: () => void;

  constructor(
    protected readonly engine: Engine,
    /** S, features × features. */
    protected readonly covariance: Matrix,
    /** g, features × targets. */
    protected readonly pull: Matrix,
    private readonly eta: number,
  ) {
    const { heap } = engine;
    this.theta = zeros(heap, pull.rows, pull.columns);
    this.change = zeros(heap, pull.rows, pull.columns);
    this.product = engine.prepareGemm({ a: covariance, b: this.theta, c: this.change, alpha: -1 });
  }

  step(): void {
    this.product();
    axpy(1, this.pull, this.change);
    axpy(this.eta, this.change, this.theta);
  }

  weights(): Matrix {
    return this.theta;
  }

  converged(): Matrix {
    const { heap } = this.engine;
    const factor = heap.matrix(this.covariance.rows, this.covariance.columns);
    copy(this.covariance, factor);
    const solution = heap.matrix(this.pull.rows, this.pull.columns);
    copy(this.pull, solution);
    this.engine.cholesky(factor);
    this.engine.solveCholesky(factor, solution);
    return solution;
  }
}

/** The same for all modes as features, whose covariance is diagonal. */
export class DiagonalLearner implements Learner {
  private readonly theta: Matrix;

  constructor(
    heap: Heap,
    private readonly lambda: Float64Array,
    private readonly target: Matrix,
    private readonly eta: number,
  ) {
    this.theta = zeros(heap, target.rows, target.columns);
  }

  step(): void {
    const { lambda, eta } = this;
    const [theta, target, columns] = [this.theta.values, this.target.values, this.target.columns];
    for (let k = 0; k < lambda.length; k++)
      for (let c = k * columns; c < (k + 1) * columns; c++) theta[c] += eta * lambda[k] * (target[c] - theta[c]);
  }

  weights(): Matrix {
    return this.theta;
  }
}

/** Descent on the mean squared error of given features and labels over 2. */
export function sampleLearner(engine: Engine, features: Matrix, labels: Matrix, eta: number): Learner {
  const Kind = features.columns <= features.rows ? PrimalLearner : DualLearner;
  return new Kind(engine, features, labels, eta);
}

/** Steps on the weights. */
class PrimalLearner extends PopulationLearner {
  private readonly residual: Matrix;

  constructor(
    engine: Engine,
    private readonly features: Matrix,
    private readonly labels: Matrix,
    eta: number,
  ) {
    const { heap } = engine;
    const covariance = heap.matrix(features.columns, features.columns);
    engine.syrk({ a: features, transpose: true, c: covariance, alpha: 1 / features.rows });
    const pull = heap.matrix(features.columns, labels.columns);
    engine.gemm({ a: features, transposeA: true, b: labels, c: pull, alpha: 1 / features.rows });
    super(engine, covariance, pull, eta);
    this.residual = heap.matrix(labels.rows, labels.columns);
  }

  trainLoss(): number {
    copy(this.labels, this.residual);
    this.engine.gemm({ a: this.features, b: this.theta, c: this.residual, alpha: -1, beta: 1 });
    return meanSquare(this.residual);
  }

  override converged(): Matrix {
    return leastSquares(this.engine, this.features, this.labels);
  }
}

/** The same steps on the residuals r ← r − ηGr, of which there are fewer; θ = (η/P) Φᵀ Σ r. */
class DualLearner implements Learner {
  private readonly residual: Matrix;
  private readonly sum: Matrix;
  private readonly change: Matrix;
  private readonly theta: Matrix;
  private readonly product: () => void;

  constructor(
    private readonly engine: Engine,
    private readonly features: Matrix,
    private readonly labels: Matrix,
    private readonly eta: number,
  ) {
    const { heap } = engine;
    const { rows, columns } = labels;
    const gram = heap.matrix(rows, rows);
    engine.syrk({ a: features, c: gram, alpha: 1 / rows });
    this.residual = heap.matrix(rows, columns);
    copy(labels, this.residual);
    this.sum = zeros(heap, rows, columns);
    this.change = zeros(heap, rows, columns);
    this.theta = zeros(heap, features.columns, columns);
    this.product = engine.prepareGemm({ a: gram, b: this.residual, c: this.change });
  }

  step(): void {
    axpy(1, this.residual, this.sum);
    this.product();
    axpy(-this.eta, this.change, this.residual);
  }

  weights(): Matrix {
    const { features, sum, theta, eta } = this;
    this.engine.gemm({ a: features, transposeA: true, b: sum, c: theta, alpha: eta / features.rows });
    return theta;
  }

  trainLoss(): number {
    return meanSquare(this.residual);
  }

  converged(): Matrix {
    return leastSquares(this.engine, this.features, this.labels);
  }
}

/** Where features and labels come from, one batch after another. */
export interface Batches {
  features: Matrix;
  labels: Matrix;
  draw(random: Random): void;
}

/** θ ← θ + (η/B) Φᵀ(y − Φθ), on a fresh batch at every step. */
export class OnePassLearner implements Learner {
  private readonly theta: Matrix;
  private readonly residual: () => void;
  private readonly move: () => void;

  constructor(
    engine: Engine,
    private readonly batches: Batches,
    private readonly random: Random,
    eta: number,
  ) {
    const { features, labels } = batches;
    this.theta = zeros(engine.heap, features.columns, labels.columns);
    this.residual = engine.prepareGemm({ a: features, b: this.theta, c: labels, alpha: -1, beta: 1 });
    this.move = engine.prepareGemm({
      a: features,
      transposeA: true,
      b: labels,
      c: this.theta,
      alpha: eta / features.rows,
      beta: 1,
    });
  }

  step(): void {
    this.batches.draw(this.random);
    this.residual();
    this.move();
  }

  weights(): Matrix {
    return this.theta;
  }
}

/** The solution of least norm. */
function leastSquares(engine: Engine, features: Matrix, labels: Matrix): Matrix {
  const copied = engine.heap.matrix(labels.rows, labels.columns);
  copy(labels, copied);
  const words = { matrix: "the features' Gram matrix", advice: 'fewer or more features' };
  return fitRidge({ inputs: features, labels: copied, ridge: 0, words }, engine).coefficients;
}

export function zeros(heap: Heap, rows: number, columns: number): Matrix {
  const matrix = heap.matrix(rows, columns);
  clear(matrix);
  return matrix;
}

function meanSquare({ values }: Matrix): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum / values.length;
}

/** Σ λ(w − β)² of weights β on the modes (modes × targets), averaged over targets. */
export function testLoss({ lambda }: NeuralScalingProblem, target: Matrix, onModes: Matrix): number {
  const [w, beta, columns] = [target.values, onModes.values, target.columns];
  let sum = 0;
  for (let k = 0; k < lambda.length; k++) {
    let squares = 0;
    for (let c = k * columns; c < (k + 1) * columns; c++) squares += squared(w[c] - beta[c]);
    sum += lambda[k] * squares;
  }
  return sum / columns;
}
