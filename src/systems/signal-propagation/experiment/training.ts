import { fullyConnected } from '../../../networks/fully-connected.ts';
import { Network } from '../../../networks/network.ts';
import { heavyBall } from '../../../networks/optimisers.ts';
import { Training } from '../../../networks/train.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { TrialContext } from '../../contract.ts';
import type { SignalObservable } from '../observables.ts';
import { type SignalProblem, TASK_SIZE } from '../problem.ts';

/** Inputs of the task, whose labels are the sign of the product of the first two. */
const DIMENSION = 8;
/**
 * Forty layers near the border learn the task in a hundred steps; twice the rate throws them off.
 */
const RATE = 0.01;
const MOMENTUM = 0.9;
const STEPS_BETWEEN_CHECKS = 4;

/**
 * The share of the task on the right side after training a network of this start by full batches.
 */
export function trainedAccuracy(
  { parameters }: SignalProblem,
  { engine, random, reporter }: Pick<TrialContext<SignalObservable>, 'engine' | 'random' | 'reporter'>,
): number {
  const { architecture, activation, weightVariance, biasVariance, depth, width, steps } = parameters;
  const { heap } = engine;
  return heap.scope(() => {
    const [inputs, targets] = [heap.matrix(TASK_SIZE, DIMENSION, 'f32'), heap.matrix(TASK_SIZE, 1, 'f32')];
    random.stream('task').fillNormal(inputs);
    const sign = (i: number) => Math.sign(inputs.values[i * DIMENSION] * inputs.values[i * DIMENSION + 1]);
    for (let i = 0; i < TASK_SIZE; i++) targets.values[i] = sign(i);
    const model = fullyConnected({
      sizes: [DIMENSION, ...new Array<number>(depth + 1).fill(width), 1],
      activation,
      residual: architecture === 'residual',
      weightScale: Math.sqrt(weightVariance),
      biasDeviation: Math.sqrt(biasVariance),
    });
    const network = new Network(engine, model, 'f32');
    network.initialise(random.stream('trained'));
    const training = new Training({
      ...{ network, inputs, targets, steps, rate: RATE, loss: 'squared' },
      optimiser: heavyBall(network, { momentum: MOMENTUM }),
    });
    while (training.advance(STEPS_BETWEEN_CHECKS) === 'running') reporter.check();
    return rightShare(network.predict(inputs), targets);
  });
}

function rightShare(outputs: Matrix, targets: Matrix): number {
  let right = 0;
  for (let i = 0; i < TASK_SIZE; i++) if (outputs.values[i] * targets.values[i] > 0) right++;
  return right / TASK_SIZE;
}
