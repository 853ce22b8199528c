import { shuffledBatches } from '../../../networks/batches.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import { accuracy } from '../../../networks/losses.ts';
import { Network } from '../../../networks/network.ts';
import { adam } from '../../../networks/optimisers.ts';
import { cosine } from '../../../networks/schedules.ts';
import { train } from '../../../networks/train.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { createRandom } from '../../../numeric/random.ts';
import { remember } from '../../../numeric/remember.ts';
import { exp } from '../../../numeric/special.ts';
import type { Images, LearnedProblem } from '../problem.ts';

const WIDTH = 128;
const UPDATES = 1500;
const BATCH = 50;

/** A class counts as recognised when its probability is above this. */
const SURE = 0.8;

/** A trained classifier of images, and what it makes of those that it has not learned. */
interface Classifier {
  weights: Float32Array;
  accuracy: number;
  sureOfImages: number;
}

/** One of five images is kept to test on. */
const trained = remember(
  ({ images, engine }: { images: Images; engine: Engine }): Classifier => {
    const { rows, features, outputs, inputs, targets } = images;
    const { heap } = engine;
    return heap.scope(() => {
      const random = createRandom('classifier of images');
      const network = classifierNetwork(images, engine);
      network.initialise(random);
      const order = random.stream('order').choose(rows, rows);
      const tested = Math.ceil(rows / 5);
      const part = (chosen: Int32Array) => {
        const [x, t] = [heap.matrix(chosen.length, features, 'f32'), heap.matrix(chosen.length, outputs, 'f32')];
        chosen.forEach((row, i) => {
          x.values.set(inputs.subarray(row * features, (row + 1) * features), i * features);
          t.values.set(targets.subarray(row * outputs, (row + 1) * outputs), i * outputs);
        });
        return { x, t };
      };
      const [test, fit] = [part(order.subarray(0, tested)), part(order.subarray(tested))];
      train({
        network,
        loss: 'cross-entropy',
        batches: shuffledBatches(fit.x, fit.t, Math.min(BATCH, fit.x.rows), random.stream('batches')),
        optimiser: adam(network),
        rate: 3e-3,
        schedule: cosine(UPDATES),
        steps: UPDATES,
      });
      const outputsOnTest = network.predict(test.x);
      return {
        weights: Float32Array.from(network.flat.value.values),
        accuracy: accuracy(outputsOnTest, test.t),
        sureOfImages: shareSure(outputsOnTest),
      };
    });
  },
  ({ images, engine }) => `${images.key} ${engine.name}`,
);

/**
 * A judge of samples: the share of rows (pixels) that it recognises. It learns the images once in a
 * program, from random numbers of its own, and is the same in all trials. Undefined where the
 * images have no classes.
 */
export function judgeOf({ images, basis }: LearnedProblem, engine: Engine) {
  if (!images.isClassified) return undefined;
  const { weights, ...onImages } = trained({ images, engine });
  const { heap } = engine;
  const d = basis.size;
  const network = classifierNetwork(images, engine);
  network.flat.value.values.set(weights);
  const vectors = heap.matrixFrom(d, d, basis.vectors);
  return {
    ...onImages,
    /** Of samples given as components. */
    recognised: (samples: Matrix) =>
      heap.scope(() => {
        const [pixels, inputs] = [heap.matrix(samples.rows, d), heap.matrix(samples.rows, d, 'f32')];
        engine.gemm({ a: samples, b: vectors, c: pixels });
        inputs.values.set(pixels.values);
        return shareSure(network.predict(inputs));
      }),
  };
}

function classifierNetwork({ features, outputs }: Images, engine: Engine): Network {
  const model = fullyConnected({ sizes: [features, WIDTH, outputs], activation: 'relu', weightScale: Math.SQRT2 });
  return new Network(engine, model, 'f32');
}

/** Of rows of logits: the share whose largest probability is above `SURE`. */
function shareSure({ values, rows, columns }: Matrix): number {
  let sure = 0;
  for (let i = 0; i < rows; i++) {
    const logits = Array.from(values.subarray(i * columns, (i + 1) * columns));
    const largest = Math.max(...logits);
    const sum = logits.reduce((total, one) => total + exp(one - largest), 0);
    if (1 / sum > SURE) sure++;
  }
  return sure / rows;
}
