import { copy } from '../../../networks/arrays.ts';
import { Network } from '../../../networks/network.ts';
import { adam } from '../../../networks/optimisers.ts';
import { cosine } from '../../../networks/schedules.ts';
import { Training } from '../../../networks/train.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import type { InContextProblem } from '../problem.ts';
import { contextWriter } from './context-batches.ts';
import { drawTasks } from './contexts.ts';
import { contextNetwork, initialise } from './network.ts';

/** Contexts of the test, at a time and in all. */
const CHUNK = 500;
export const TESTED = 40_000;
const STEPS_BETWEEN_CHECKS = 16;

/** Softmax attention settles at a rate at which linear attention still moves, measured. */
const RATES = { linear: 1, softmax: 0.4 } as const;

/** Mean squared errors on new tasks, and on those of training. */
export interface NetworkErrors {
  icl: number;
  idg: number;
}

interface Tools {
  engine: Engine;
  random: Random;
  /** Told how much of the training is done; may throw, to give up. */
  check: (share: number) => void;
}

/**
 * Trains a network by Adam on contexts that are drawn anew for each step, and tests it on others.
 * Networks of both kinds that have the same `random` see the same contexts. Throws `NoConvergence`
 * where training diverges.
 */
export function trainNetwork(
  { sizes, parameters }: InContextProblem,
  kind: 'linear' | 'softmax',
  { engine, random, check }: Tools,
): NetworkErrors {
  const { dimension: d, length, testLength } = sizes;
  const { noise, steps, batch, rate } = parameters;
  const { heap } = engine;
  return heap.scope(() => {
    const tasks = drawTasks(sizes, random.stream('tasks'), engine)?.weights;
    const network = new Network(engine, contextNetwork({ dimension: d, length }, kind));
    initialise(network, random.stream('weights'));
    const contexts = random.stream('contexts');
    const write = contextWriter({ dimension: d, length, noise, tasks }, batch, engine);
    const training = new Training({
      ...{ network, loss: 'squared', rate: rate * RATES[kind], steps, schedule: cosine(steps) },
      batches: { size: batch, fill: (step, inputs, targets) => write(contexts.stream(step), inputs, targets) },
      optimiser: adam(network),
    });
    while (training.outcome === 'running') {
      check(training.step / steps);
      training.advance(STEPS_BETWEEN_CHECKS);
    }
    if (training.outcome === 'diverged')
      throw new NoConvergence(`training diverged after ${training.step} steps: choose a smaller rate`);
    const tested = new Network(engine, contextNetwork({ dimension: d, length: testLength }, kind));
    copy(network.flat.value, tested.flat.value);
    const errorOn = (known: typeof tasks, stream: Random) =>
      heap.scope(() => {
        const inputs = heap.matrix(CHUNK, tested.model.inputs);
        const targets = heap.matrix(CHUNK, 1);
        const fresh = contextWriter({ dimension: d, length: testLength, noise, tasks: known }, CHUNK, engine);
        const evaluation = tested.evaluation(inputs);
        let sum = 0;
        for (let chunk = 0; chunk < TESTED / CHUNK; chunk++) {
          check(1);
          fresh(stream.stream(chunk), inputs, targets);
          const answers = evaluation.run().values;
          for (let s = 0; s < CHUNK; s++) sum += squared(answers[s] - targets.values[s]);
        }
        return sum / TESTED;
      });
    const icl = errorOn(undefined, random.stream('new tasks'));
    return { icl, idg: tasks ? errorOn(tasks, random.stream('known tasks')) : icl };
  });
}
