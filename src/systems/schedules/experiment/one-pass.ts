import { axpy, clear, copy, scale } from '../../../networks/arrays.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { SchedulesProblem } from '../problem.ts';

const STEPS_BETWEEN_CHECKS = 64;

/**
 * Stochastic gradient descent on least squares, each batch of Gaussian inputs drawn for one step:
 * w ← w − η Xᵀ(Xw − y)/B, y = Xw* + σξ, from w = 0.
 */
export class OnePass {
  private readonly weights: Matrix;
  private readonly average: Matrix;
  private readonly truth: Matrix;
  private readonly inputs: Matrix;
  private readonly labels: Matrix;
  private readonly residual: Matrix;
  private readonly gradient: Matrix;
  private readonly deviations: Float64Array;
  private readonly variances: Float64Array;
  private readonly products: (() => void)[];
  private readonly problem: SchedulesProblem;

  /** Allocates in the heap's present scope. */
  constructor(problem: SchedulesProblem, engine: Engine) {
    const { heap } = engine;
    const { batch, dimension } = problem.parameters;
    const { lambda, squaredErrors } = problem.population;
    this.problem = problem;
    this.weights = heap.matrix(dimension, 1);
    this.average = heap.matrix(dimension, 1);
    this.truth = heap.matrixFrom(dimension, 1, squaredErrors.map(Math.sqrt));
    this.inputs = heap.matrix(batch, dimension);
    this.labels = heap.matrix(batch, 1);
    this.residual = heap.matrix(batch, 1);
    this.gradient = heap.matrix(dimension, 1);
    this.deviations = lambda.map(Math.sqrt);
    this.variances = lambda;
    const { inputs, weights, truth, labels, residual, gradient } = this;
    this.products = [
      // The labels hold their noise already, and the residual is Xw − y.
      engine.prepareGemm({ a: inputs, b: truth, c: labels, beta: Math.sqrt(problem.parameters.noise) }),
      engine.prepareGemm({ a: inputs, b: weights, c: residual }),
      engine.prepareGemm({ a: inputs, transposeA: true, b: residual, c: gradient, alpha: 1 / batch }),
    ];
  }

  /** Excess risks at the problem's points, of the average where its shares are given. */
  run(rates: Float64Array, shares: Float64Array | undefined, random: Random, check: () => void): Float64Array {
    const { weights, average, residual, labels, gradient } = this;
    const { points } = this.problem;
    const [predictLabels, predict, back] = this.products;
    clear(weights);
    clear(average);
    const risks: number[] = [];
    for (let k = 0; k < rates.length; k++) {
      if (k % STEPS_BETWEEN_CHECKS === 0) check();
      this.draw(random);
      predictLabels();
      predict();
      axpy(-1, labels, residual);
      back();
      axpy(-rates[k], gradient, weights);
      if (shares) {
        scale(1 - shares[k], average);
        axpy(shares[k], weights, average);
      } else if (k + 1 === points[risks.length]) copy(weights, average);
      if (k + 1 === points[risks.length]) risks.push(this.excessRisk());
    }
    if (!risks.every(Number.isFinite))
      throw new NoConvergence('descent grew beyond all numbers: choose a smaller rate, or a larger batch');
    return Float64Array.from(risks);
  }

  private draw(random: Random): void {
    const { inputs, labels, deviations } = this;
    random.fillNormal(inputs);
    random.fillNormal(labels);
    const { values, columns } = inputs;
    for (let row = 0; row < values.length; row += columns)
      for (let i = 0; i < columns; i++) values[row + i] *= deviations[i];
  }

  private excessRisk(): number {
    const { average, truth, variances } = this;
    let sum = 0;
    for (let i = 0; i < variances.length; i++) {
      const error = average.values[i] - truth.values[i];
      sum += variances[i] * error * error;
    }
    return sum / 2;
  }
}
