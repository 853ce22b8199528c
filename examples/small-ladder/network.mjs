// The small networks of the proof: one hidden layer of relu units learns, in one pass, from a
// teacher of 128 tanh units whose weights fall as a power. How large, how long and at what rate is
// up to the caller; everything else is the recipe.
import { createRandom, selectEngine } from 'orrery-lab';
import {
  adam,
  cosine,
  freshBatches,
  fullyConnected,
  Network,
  train,
  twoLayerTeacher,
  warmUp,
} from 'orrery-lab/networks';

const INPUTS = 32;
const TEACHER = { units: 128, decay: 0.8, gain: 3, noise: 0.3 };
const BATCH = 128;
const TESTED = 16_384;

const engine = await selectEngine('auto');
const { heap } = engine;
const random = createRandom('small ladder');
const test = { inputs: heap.matrix(TESTED, INPUTS, 'f32'), targets: heap.matrix(TESTED, 1, 'f32') };
const teacher = makeTeacher();

/** Parameters of a network of this width, with biases. */
export const sizeOf = (width) => width * (INPUTS + 2) + 1;

/** The best learning rate, as `sweep.mjs` found it. */
export const rateOf = (size, samples) => 29.3 * size ** -0.099 * samples ** -0.437;

/** The width whose size comes nearest. */
export const widthOf = (size) => Math.round((size - 1) / (INPUTS + 2));

/**
 * Trains a network and returns what a table of runs holds of it. The loss is the mean squared error
 * on labels with noise, whose variance is its floor.
 */
export function trainOne({ width, samples, seed, rate = rateOf(sizeOf(width), samples) }) {
  return heap.scope(() => {
    const model = fullyConnected({
      ...{ sizes: [INPUTS, width, 1], activation: 'relu', weightScale: Math.SQRT2 },
      ...{ parameterisation: 'mup', baseWidth: 64 },
    });
    const network = new Network(engine, model, 'f32');
    const own = createRandom(`small ladder, seed ${seed}`);
    network.initialise(own.stream('start'));
    const steps = Math.round(samples / BATCH);
    const rise = Math.ceil(steps / 20);
    train({
      ...{ network, loss: 'squared', optimiser: adam(network), rate, steps },
      batches: freshBatches(teacher, BATCH, own.stream('samples'), TEACHER.noise),
      schedule: warmUp(rise, cosine(steps - rise)),
    });
    return { parameters: model.size, samples: steps * BATCH, rate, seed, loss: testLoss(network) };
  });
}

function testLoss(network) {
  return heap.scope(() => {
    const said = network.predict(test.inputs).values;
    return test.targets.values.reduce((sum, y, i) => sum + (said[i] - y) ** 2, 0) / TESTED;
  });
}

/** A teacher whose outputs have variance 1; labels the test set, noise included. */
function makeTeacher() {
  const { units, decay, gain, noise } = TEACHER;
  const directions = heap.matrix(units, INPUTS, 'f32');
  random.stream('directions').fillNormal(directions);
  for (let k = 0; k < units; k++) {
    const row = directions.values.subarray(k * INPUTS, (k + 1) * INPUTS);
    const length = Math.hypot(...row);
    for (let i = 0; i < INPUTS; i++) row[i] *= gain / length;
  }
  const signs = random.stream('signs');
  const weights = Float64Array.from({ length: units }, (_, k) => (signs.uniform() < 0.5 ? -1 : 1) * (k + 1) ** -decay);
  random.stream('test inputs').fillNormal(test.inputs);
  twoLayerTeacher(engine, directions, 'tanh', weights).label(test.inputs, test.targets);
  const outputs = test.targets.values;
  const mean = outputs.reduce((a, b) => a + b, 0) / TESTED;
  const deviation = Math.sqrt(outputs.reduce((sum, y) => sum + (y - mean) ** 2, 0) / TESTED);
  const made = twoLayerTeacher(
    engine,
    directions,
    'tanh',
    weights.map((one) => one / deviation),
  );
  const noises = heap.matrix(TESTED, 1, 'f32');
  made.label(test.inputs, test.targets);
  random.stream('test noise').fillNormal(noises);
  for (let i = 0; i < TESTED; i++) test.targets.values[i] += noise * noises.values[i];
  return made;
}
