import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { tanh } from '../../../numeric/special.ts';
import type { MessagePassingParameters } from '../parameters.ts';
import { type Respond, responseOf } from './posteriors.ts';

/** Variances at which the teacher is found, and messages of certainty would divide by zero. */
const FOUND = { gaussian: 1e-12, rademacher: 1e-5 } as const;

/**
 * Generalised approximate message passing on rows X (n × d) and their labels (n × 1). `weights` is
 * the guess, `variance` what messages take for the variance of a field around it. Works in the
 * heap's present scope.
 */
export class Messages {
  readonly weights: Matrix;
  variance: number;
  private readonly pushes: Matrix;
  private readonly fields: Matrix;
  private readonly sums: Matrix;
  private readonly respond: Respond;
  private readonly toFields: () => void;
  private readonly toWeights: () => void;
  private readonly labels: Matrix;
  private readonly parameters: MessagePassingParameters;

  /** Starts from `weights`, d × 1, which is then moved. */
  constructor(
    inputs: Matrix,
    labels: Matrix,
    weights: Matrix,
    variance: number,
    parameters: MessagePassingParameters,
    engine: Engine,
  ) {
    const { heap } = engine;
    this.weights = weights;
    this.variance = variance;
    this.labels = labels;
    this.parameters = parameters;
    this.respond = responseOf(parameters);
    this.pushes = heap.matrix(inputs.rows, 1);
    this.fields = heap.matrix(inputs.rows, 1);
    this.sums = heap.matrix(inputs.columns, 1);
    this.toFields = engine.prepareGemm({ a: inputs, b: weights, c: this.fields });
    this.toWeights = engine.prepareGemm({ a: inputs, b: this.pushes, c: this.sums, transposeA: true });
  }

  /** One step: from weights to the fields of all rows, and back. */
  step(): void {
    const { parameters, variance: V, respond } = this;
    if (parameters.estimator === 'bayes' && V < FOUND[parameters.prior]) return;
    this.toFields();
    const [fields, pushes, labels] = [this.fields.values, this.pushes.values, this.labels.values];
    let stiffness = 0;
    for (let i = 0; i < fields.length; i++) {
      // Onsager's term takes out what the row's own push did to the guess.
      const answer = respond(labels[i], fields[i] - V * pushes[i], V);
      pushes[i] = answer.push;
      stiffness += answer.stiffness;
    }
    this.toWeights();
    const [weights, sums] = [this.weights.values, this.sums.values];
    const d = weights.length;
    const A = stiffness / d;
    for (let k = 0; k < d; k++) sums[k] = A * weights[k] + sums[k] / d;
    this.variance = parameters.estimator === 'bayes' ? this.believe(A) : this.shrink(A, parameters.ridge);
  }

  private believe(A: number): number {
    if (this.parameters.prior === 'gaussian') return this.shrink(A, 1);
    const [weights, sums] = [this.weights.values, this.sums.values];
    const root = Math.sqrt(weights.length);
    let left = 0;
    for (let k = 0; k < weights.length; k++) {
      const mean = tanh(root * sums[k]);
      left += (1 - mean * mean) / weights.length;
      weights[k] = mean / root;
    }
    return left;
  }

  private shrink(A: number, strength: number): number {
    const [weights, sums] = [this.weights.values, this.sums.values];
    for (let k = 0; k < weights.length; k++) weights[k] = sums[k] / (strength + A);
    return 1 / (strength + A);
  }
}
