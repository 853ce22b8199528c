import { fullyConnected } from '../../networks/fully-connected.ts';
import { sharpness } from '../../networks/lanczos.ts';
import type { Model } from '../../networks/model.ts';
import { Network } from '../../networks/network.ts';
import { evenSteps } from '../../networks/probes.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom, type Random } from '../../numeric/random.ts';
import { plain } from '../../statistics/sentences.ts';
import type { Preparation } from '../contract.ts';
import { chebyshevData } from '../shared/chebyshev.ts';
import type { CentralFlowParameters } from './parameters.ts';

/** A network and what it is to learn: one input, one output, all samples in every step. */
export interface Task {
  model: Model;
  inputs: Float64Array;
  targets: Float64Array;
}

export interface CentralFlowProblem {
  parameters: CentralFlowParameters;
  task: Task;
  /** The initial weights, of theory and of every trial. */
  start: Float64Array;
  /** The largest eigenvalue of the Hessian there. */
  initialSharpness: number;
  /** Steps of gradient descent. */
  steps: number;
  /**
   * Steps between measurements of the sharpness: odd, so that both sides of the oscillation are
   * seen, and no more than the window, so that each has one.
   */
  stride: number;
  /** The steps before which curves are averaged over one window. */
  ends: number[];
}

const MOST_STEPS = 1e6;
const LONGEST_STRIDE = 31;
/** Points of a curve. */
const POINTS = 9;

/** Throws `BadInput` for a step beyond the edge at the start, and for windows that do not fit. */
export function prepare(parameters: CentralFlowParameters, { engine }: Preparation): CentralFlowProblem {
  const { hidden, activation, degree, samples, draw, step, time, window } = parameters;
  const steps = Math.round(time / step);
  if (!(steps <= MOST_STEPS))
    throw new BadInput(`training takes ${plain(steps, 2)} steps: choose a larger step or a shorter time`);
  if (window > steps)
    throw new BadInput(
      `window is ${window}, but training has ${steps} steps (time/step): choose a window of at most ${steps}, or a longer time`,
    );
  const task = {
    model: fullyConnected({ sizes: [1, ...hidden, 1], activation }),
    ...chebyshevData(degree, samples),
  };
  const start = initialWeights(task.model, createRandom('central-flow').stream('initial weights', draw), engine);
  const initialSharpness = sharpnessAt(task, start, engine);
  if (step * initialSharpness >= 2)
    throw new BadInput(
      `step is ${step}, but the sharpness of the initial weights is ${plain(initialSharpness, 4)}: gradient descent would start beyond the edge of stability; choose a step below ${plain(2 / initialSharpness, 4)}, or another draw`,
    );
  const stride = Math.min(LONGEST_STRIDE, window % 2 === 1 ? window : window - 1);
  const ends = [window, ...evenSteps(POINTS - 1, steps - window).map((more) => window + more)];
  return { parameters, task, start, initialSharpness, steps, stride, ends };
}

/** Weights of variance 1/fan-in, with biases of 0. */
export function initialWeights(model: Model, random: Random, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const network = new Network(engine, model);
    network.initialise(random);
    return Float64Array.from(network.flat.value.values);
  });
}

function sharpnessAt({ model, inputs, targets }: Task, weights: Float64Array, engine: Engine): number {
  const { heap } = engine;
  return heap.scope(() => {
    const network = new Network(engine, model);
    network.flat.value.values.set(weights);
    const [x, y] = [inputs, targets].map((values) => heap.matrixFrom(values.length, 1, values));
    const objective = network.objective('squared', x, y);
    return sharpness(objective, createRandom('initial sharpness'))();
  });
}
