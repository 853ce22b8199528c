import type { Engine } from '../numeric/engine.ts';
import { BadShape } from '../numeric/errors.ts';
import { type Dtype, Matrix } from '../numeric/heap.ts';
import type { Random } from '../numeric/random.ts';
import { clear, copy, scale } from './arrays.ts';
import { bindLoss, type Loss, type LossName } from './losses.ts';
import type { Computation, Model, Parameter } from './model.ts';
import { part, type Variable, variable } from './variable.ts';

/**
 * A model with its parameters, gradient, direction and Hessian–vector product, each one flat vector
 * on the heap. Make it, and what hangs on it, inside `engine.heap.scope`; afterwards a training
 * step allocates nothing.
 */
export class Network {
  readonly engine: Engine;
  readonly model: Model;
  readonly dtype: Dtype;
  /** All parameters as one column; its `adjoint` is the gradient. */
  readonly flat: Variable;
  /** The same memory by blocks. */
  readonly parameters: Parameter[];

  constructor(engine: Engine, model: Model, dtype: Dtype = 'f64') {
    this.engine = engine;
    this.model = model;
    this.dtype = dtype;
    this.flat = variable(engine.heap, model.size, 1, dtype);
    this.parameters = model.blocks.map((block) => ({
      ...block,
      ...part(this.flat, block.offset, block.rows, block.columns),
    }));
  }

  /** Draws all parameters anew, each block from the stream of its name. */
  initialise(random: Random): void {
    for (const { name, value, mean, deviation } of this.parameters) {
      if (deviation !== 0) {
        random.stream(name).fillNormal(value);
        scale(deviation, value);
        if (mean !== 0) for (let i = 0; i < value.values.length; i++) value.values[i] += mean;
      } else value.values.fill(mean);
    }
  }

  /**
   * The network bound to these inputs (rows × inputs), which stay the caller's: what they hold
   * counts when it is run. Throws `BadShape`.
   */
  evaluation(inputs: Matrix): Evaluation {
    if (inputs.columns !== this.model.inputs || inputs.dtype !== this.dtype)
      throw new BadShape(
        `inputs are ${inputs.columns} wide in ${inputs.dtype}, but the network takes ${this.model.inputs} in ${this.dtype}`,
      );
    return new Evaluation(this, this.model.build(this.engine, this.parameters, { value: inputs }));
  }

  /**
   * The outputs on any number of inputs, in the heap's present scope. Computed `rows` at a time in
   * memory that is freed again: for many inputs, where an evaluation of them all would be large.
   * Throws `BadShape`.
   */
  predict(inputs: Matrix, rows = 500): Matrix {
    const { heap } = this.engine;
    const { outputs, rowsPerSample } = this.model;
    const result = heap.matrix(inputs.rows * rowsPerSample, outputs, this.dtype);
    const slice = ({ address, columns }: Matrix, first: number, count: number) =>
      new Matrix(heap, address + first * columns * (this.dtype === 'f64' ? 8 : 4), count, columns, this.dtype);
    for (let first = 0; first < inputs.rows; first += rows)
      heap.scope(() => {
        const count = Math.min(rows, inputs.rows - first);
        const part = this.evaluation(slice(inputs, first, count)).run();
        copy(part, slice(result, first * rowsPerSample, count * rowsPerSample));
      });
    return result;
  }

  /**
   * The loss on these inputs and targets (rows × outputs), with its derivatives. Throws `BadShape`.
   */
  objective(loss: LossName, inputs: Matrix, targets: Matrix): Objective {
    return new Objective(this.evaluation(inputs), loss, targets);
  }
}

/** A network on one set of inputs. */
export class Evaluation {
  readonly network: Network;
  readonly computation: Computation;

  constructor(network: Network, computation: Computation) {
    this.network = network;
    this.computation = computation;
  }

  get outputs(): Variable {
    return this.computation.outputs;
  }

  /** Computes the outputs. */
  run(): Matrix {
    for (const operation of this.computation.operations) operation.value();
    return this.outputs.value;
  }

  /** outputs.tangent := J flat.tangent, after `run`. */
  jvp(): void {
    for (const operation of this.computation.operations) operation.jvp();
  }

  /** flat.adjoint := Jᵀ outputs.adjoint, after `run`. */
  vjp(): void {
    clear(this.network.flat.adjoint);
    const { operations } = this.computation;
    for (let i = operations.length - 1; i >= 0; i--) operations[i].vjp();
  }

  /**
   * flat.adjointTangent := the derivative of `vjp` along flat.tangent, given
   * outputs.adjointTangent; after `jvp` and `vjp`.
   */
  vjpTangent(): void {
    clear(this.network.flat.adjointTangent);
    const { operations } = this.computation;
    for (let i = operations.length - 1; i >= 0; i--) operations[i].vjpTangent();
  }
}

/** The loss of a network as a function of its parameters. */
export class Objective {
  readonly network: Network;
  readonly evaluation: Evaluation;
  private readonly loss: Loss;

  constructor(evaluation: Evaluation, loss: LossName, targets: Matrix) {
    this.network = evaluation.network;
    this.evaluation = evaluation;
    this.loss = bindLoss(loss, evaluation.outputs, targets);
  }

  /** The loss; not finite where the network has diverged. */
  value(): number {
    this.evaluation.run();
    return this.loss.value();
  }

  /** The loss, with its gradient in `network.flat.adjoint`. */
  gradient(): number {
    const loss = this.value();
    this.evaluation.vjp();
    return loss;
  }

  /**
   * result := Hessian · direction, exactly, at the parameters of the last `gradient`. Both are size
   * × 1.
   */
  hessianVector(direction: Matrix, result: Matrix): void {
    const { flat } = this.network;
    copy(direction, flat.tangent);
    this.evaluation.jvp();
    this.loss.tangent();
    this.evaluation.vjpTangent();
    copy(flat.adjointTangent, result);
  }
}
