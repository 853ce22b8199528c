import { shuffledBatches } from '../../../networks/batches.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import { accuracy } from '../../../networks/losses.ts';
import type { Model } from '../../../networks/model.ts';
import { Network } from '../../../networks/network.ts';
import { adam } from '../../../networks/optimisers.ts';
import { tiled } from '../../../networks/tiled.ts';
import { Training } from '../../../networks/train.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Heap, Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { power } from '../../../numeric/special.ts';
import type { HierarchyParameters } from '../parameters.ts';
import type { Data } from './rules.ts';

const BATCH = 32;
const RATE = 3e-3;
/** Training ends when the loss of a pass through the data, while it is made, is below this … */
const LEARNED = 2e-2;
/** … or after so many steps. */
const MOST_STEPS = 20_000;

/** L convolutional layers whose filters are the tuples, then a linear read-out. */
export function deepModel({ symbols, classes, tuple, levels, width, start }: HierarchyParameters): Model {
  return tiled({
    places: power(tuple, levels),
    channels: symbols,
    tile: tuple,
    widths: new Array(levels).fill(width),
    outputs: classes,
    activation: 'relu',
    weightScale: start,
  });
}

/** One hidden layer of as many units as the deep network's layers have channels together. */
export function shallowModel({ symbols, classes, tuple, levels, width, start }: HierarchyParameters): Model {
  return fullyConnected({
    sizes: [power(tuple, levels) * symbols, levels * width, classes],
    activation: 'relu',
    weightScale: start,
  });
}

/**
 * Trains a network from a random start to a small loss; its share of right answers on the test
 * data.
 */
export function networkAccuracy(
  model: Model,
  { symbols, classes }: HierarchyParameters,
  train: Data,
  test: Data,
  engine: Engine,
  random: Random,
  check: () => void,
): number {
  const { heap } = engine;
  return heap.scope(() => {
    const network = new Network(engine, model, 'f32');
    network.initialise(random.stream('start'));
    const [inputs, targets] = [
      oneHot(heap, train.sentences, symbols, train.count),
      oneHot(heap, train.classes, classes, train.count),
    ];
    centre(inputs, symbols);
    const size = Math.min(BATCH, train.count);
    const training = new Training({
      network,
      loss: 'cross-entropy',
      batches: shuffledBatches(inputs, targets, size, random.stream('batches')),
      optimiser: adam(network),
      rate: RATE,
      steps: MOST_STEPS,
    });
    const pass = Math.floor(train.count / size);
    const isLearned = () => {
      const last = training.losses.subarray(training.step - pass, training.step);
      return last.reduce((sum, loss) => sum + loss, 0) < LEARNED * pass;
    };
    do {
      check();
      training.advance(pass);
    } while (training.outcome === 'running' && !isLearned());
    const asked = oneHot(heap, test.sentences, symbols, test.count);
    centre(asked, symbols);
    return accuracy(network.predict(asked), oneHot(heap, test.classes, classes, test.count));
  });
}

/** Rows of one-hot symbols, side by side. */
function oneHot(heap: Heap, symbols: Uint8Array, kinds: number, rows: number): Matrix {
  const matrix = heap.matrix(rows, (symbols.length / rows) * kinds, 'f32');
  symbols.forEach((symbol, i) => {
    matrix.values[i * kinds + symbol] = 1;
  });
  return matrix;
}

/** One-hot symbols get mean 0 and variance 1 − 1/v. */
function centre({ values }: Matrix, symbols: number): void {
  for (let i = 0; i < values.length; i++) values[i] = Math.sqrt(symbols) * (values[i] - 1 / symbols);
}
