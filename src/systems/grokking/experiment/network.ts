import { axpy, dot } from '../../../networks/arrays.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import { Network } from '../../../networks/network.ts';
import { gradientDescent } from '../../../networks/optimisers.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { tanh } from '../../../numeric/special.ts';

/** Hidden units, of activation tanh. */
const UNITS = 100;
/** Fresh inputs that the test loss is averaged over. */
const TESTS = 500;

export interface NetworkTask {
  samples: number;
  dimension: number;
  /** Factor on initial weights, which without it have the variance 1/fan-in. */
  scale: number;
  decay: number;
  rate: number;
}

/**
 * A tanh network of one hidden layer that learns tanh(2u·x), u a random unit vector, by gradient
 * descent with weight decay on half the mean squared error of its samples.
 */
export class TanhStudent {
  private readonly network: Network;
  private readonly train: { inputs: Matrix; targets: Matrix };
  private readonly test: { inputs: Matrix; targets: Matrix };
  private readonly gradient: () => number;
  private readonly descend: () => void;

  /** Draws everything, in the heap's present scope. */
  constructor({ samples, dimension, scale, decay, rate }: NetworkTask, random: Random, engine: Engine) {
    const { heap } = engine;
    const direction = heap.matrix(dimension, 1);
    random.stream('target').fillNormal(direction);
    const length = Math.sqrt(dot(direction, direction));
    const draw = (rows: number, name: string) => {
      const inputs = heap.matrix(rows, dimension);
      random.stream(name).fillNormal(inputs);
      const targets = heap.matrix(rows, 1);
      engine.gemm({ a: inputs, b: direction, c: targets, alpha: 2 / length });
      for (let i = 0; i < rows; i++) targets.values[i] = tanh(targets.values[i]);
      return { inputs, targets };
    };
    this.train = draw(samples, 'inputs');
    this.test = draw(TESTS, 'fresh inputs');
    const sizes = [dimension, UNITS, 1];
    const model = fullyConnected({ sizes, activation: 'tanh', biases: false, weightScale: scale });
    this.network = new Network(engine, model);
    this.network.initialise(random.stream('weights'));
    const objective = this.network.objective('squared', this.train.inputs, this.train.targets);
    this.gradient = () => objective.gradient();
    const optimiser = gradientDescent(this.network, { weightDecay: decay });
    this.descend = () => optimiser.step(rate);
  }

  /** One step. Gives the mean squared error on the samples before it. */
  step(): number {
    const loss = 2 * this.gradient();
    this.descend();
    return loss;
  }

  /** The mean squared error on fresh inputs. */
  testLoss(): number {
    const { inputs, targets } = this.test;
    return inputs.heap.scope(() => {
      const errors = this.network.predict(inputs);
      axpy(-1, targets, errors);
      return dot(errors, errors) / TESTS;
    });
  }
}
