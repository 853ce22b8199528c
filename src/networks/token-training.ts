import type { Engine } from '../numeric/engine.ts';
import { BadInput } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import type { Random } from '../numeric/random.ts';
import { copy } from './arrays.ts';
import type { Batches } from './batches.ts';
import { contextLosses } from './context-losses.ts';
import { Network } from './network.ts';
import { adam } from './optimisers.ts';
import { warmUp } from './schedules.ts';
import { Training } from './train.ts';
import { transformer } from './transformer.ts';

/** Sequences of whole numbers below `vocabulary`. */
export interface TokenSplit {
  training: Int32Array;
  /** Decides when training ends. */
  validation: Int32Array;
  test: Int32Array;
  vocabulary: number;
}

export interface TokenTrainingOptions {
  width: number;
  depth: number;
  /** Tokens in a window. */
  length: number;
  /** Windows in a batch. */
  batch: number;
  rate: number;
  /** The most updates. */
  steps: number;
  /** Losses by context are wanted too. */
  contexts?: boolean;
  /** Called at each look at the validation loss and before each step; may throw, to give up. */
  check?: () => void;
}

export interface TokenTraining {
  /** Nats a token on the test sequence, by the network of the least validation loss. */
  loss: number;
  /** The updates that it had behind it, and whether the validation loss had stopped falling. */
  steps: number;
  hasStopped: boolean;
  /**
   * On stretches of the test sequence, see `contextLosses`; where wanted, and it is long enough.
   */
  contexts?: Float64Array[];
}

/** Looks at the validation loss without an improvement before training ends. */
const PATIENCE = 8;
const WARM_UP = 50;
/** Looks in the longest training. */
const LOOKS = 40;
/** Windows that losses are measured on, at most. */
const WINDOWS = { validation: 128, test: 512 };
const CHUNK = 32;

/** Windows that a training of so many steps measures its losses on, at most. */
export function windowsMeasured(steps: number): number {
  const between = Math.max(1, Math.ceil(steps / LOOKS));
  return Math.ceil(steps / between) * WINDOWS.validation + WINDOWS.test;
}

/**
 * Trains a transformer on windows drawn from the training sequence, in float32 with Adam, until the
 * validation loss has stopped falling. Each part must hold a window and a token. Throws `BadInput`
 * where training diverges. Needs `engine.heap` for itself while it runs.
 */
export function trainOnTokens(
  engine: Engine,
  { training, validation, test, vocabulary }: TokenSplit,
  options: TokenTrainingOptions,
  random: Random,
): TokenTraining {
  const { width, depth, length, batch, rate, steps, check } = options;
  const { heap } = engine;
  return heap.scope(() => {
    const heads = width % 4 === 0 ? 4 : 1;
    const network = new Network(engine, transformer({ vocabulary, length, width, heads, depth }), 'f32');
    network.initialise(random.stream('weights'));
    const run = new Training({
      ...{ network, loss: 'cross-entropy', rate, steps, schedule: warmUp(WARM_UP) },
      batches: drawnWindows(training, vocabulary, length, batch, random.stream('windows')),
      optimiser: adam(network, {}),
    });
    const lossOn = measureLoss(network, vocabulary, length);
    const best = { loss: Infinity, step: 0, weights: heap.matrix(network.model.size, 1, 'f32'), since: 0 };
    const between = Math.max(1, Math.ceil(steps / LOOKS));
    while (run.outcome === 'running' && best.since < PATIENCE) {
      for (let step = 0; step < between && run.outcome === 'running'; step++) {
        check?.();
        run.advance(1);
      }
      const loss = lossOn(validation, WINDOWS.validation, check);
      if (loss < best.loss) {
        Object.assign(best, { loss, step: run.step, since: 0 });
        copy(network.flat.value, best.weights);
      } else best.since++;
    }
    if (run.outcome === 'diverged')
      throw new BadInput(
        `training diverged after ${run.step} steps at a learning rate of ${rate}; say a smaller one, as in rate=${rate / 10}`,
      );
    copy(best.weights, network.flat.value);
    const contexts = options.contexts && contextLosses(network, test, { vocabulary, length, check });
    return {
      ...{ loss: lossOn(test, WINDOWS.test, check), steps: best.step, hasStopped: best.since >= PATIENCE },
      ...(contexts && { contexts }),
    };
  });
}

function drawnWindows(ids: Int32Array, vocabulary: number, length: number, size: number, random: Random): Batches {
  return {
    size,
    fill(step, inputs, targets) {
      const own = random.stream(step);
      for (let row = 0; row < size; row++)
        putWindow(ids, Math.floor((ids.length - length) * own.uniform()), row, { inputs, targets, vocabulary, length });
    },
  };
}

interface Window {
  inputs: Matrix;
  targets: Matrix;
  vocabulary: number;
  length: number;
}

/** The tokens from `from` on as a row of inputs, each with the next as its target. */
function putWindow(ids: Int32Array, from: number, row: number, { inputs, targets, vocabulary, length }: Window): void {
  const first = row * length;
  targets.values.fill(0, first * vocabulary, (first + length) * vocabulary);
  for (let t = 0; t < length; t++) {
    inputs.values[first + t] = ids[from + t];
    targets.values[(first + t) * vocabulary + ids[from + t + 1]] = 1;
  }
}

/** The loss on windows evenly spread over a sequence, always the same ones. */
function measureLoss(network: Network, vocabulary: number, length: number) {
  const { heap } = network.engine;
  const inputs = heap.matrix(CHUNK, length, 'f32');
  const targets = heap.matrix(CHUNK * length, vocabulary, 'f32');
  const objective = network.objective('cross-entropy', inputs, targets);
  return (ids: Int32Array, most: number, check?: () => void): number => {
    const room = ids.length - length - 1;
    const chunks = Math.max(1, Math.floor(Math.min(most, room / length) / CHUNK));
    let sum = 0;
    for (let chunk = 0; chunk < chunks; chunk++) {
      check?.();
      for (let row = 0; row < CHUNK; row++) {
        const from = Math.floor((room * (chunk * CHUNK + row)) / (chunks * CHUNK));
        putWindow(ids, from, row, { inputs, targets, vocabulary, length });
      }
      sum += objective.value();
    }
    return sum / chunks;
  };
}
