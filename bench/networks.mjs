// A training step and a Hessian–vector product of a three-layer tanh network, then a convolution,
// side by side with PyTorch (Debian's python3-torch) on one thread. Both sides compute the product
// from scratch, loss and gradient included. Ratios above 1 mean that Orrery is faster.
import { execFileSync } from 'node:child_process';
import { createRandom } from '../dist/index.js';
import { fullyConnected } from '../dist/networks/fully-connected.js';
import { Network } from '../dist/networks/network.js';
import { bias } from '../dist/networks/operations/bias.js';
import { convolution } from '../dist/networks/operations/convolution.js';
import { gradientDescent } from '../dist/networks/optimisers.js';
import { variable } from '../dist/networks/variable.js';
import { enginesHere, printedBy, python } from './side-by-side.mjs';

const ROUNDS = 2;
const SIZES = [
  [16, 10, 16],
  [128, 32, 64],
  [1000, 64, 512],
];

/** Images, their side, channels in and out, side of the kernel. */
const IMAGES = [32, 28, 16, 3];

const engines = await enginesHere();

let torch = true;
try {
  execFileSync(python, ['-c', 'import torch'], { stdio: 'ignore' });
} catch {
  torch = false;
  console.log('no PyTorch on this machine (Debian: python3-torch): Orrery alone');
}

const NAMES = { step: 'full-batch step', product: 'Hessian–vector product' };
for (const [samples, inputs, width] of SIZES)
  for (const dtype of ['f64', 'f32'])
    compare(
      (work) => `${NAMES[work]}, ${samples} × ${inputs} × ${width}, ${dtype}`,
      (engine) => measure(engine, samples, inputs, width, dtype),
      () => JSON.parse(printedBy('networks.py', [samples, inputs, width, dtype])),
    );

const [images, side, channels, kernel] = IMAGES;
for (const dtype of ['f64', 'f32'])
  compare(
    (work) =>
      `convolution, ${work === 'step' ? 'with gradients' : work}, ` +
      `${images} images of ${side}×${side}, ${channels} channels, ${kernel}×${kernel}, ${dtype}`,
    (engine) => measureConvolution(engine, dtype),
    () => JSON.parse(printedBy('convolution.py', [images, side, channels, kernel, dtype])),
  );

/** Prints the least times of several rounds, in each of which the two sides take turns. */
function compare(name, ours, theirs) {
  const least = [...engines, 'PyTorch'].map(() => ({}));
  for (let round = 0; round < ROUNDS; round++) {
    engines.forEach((engine, e) => void keepBest(least[e], ours(engine)));
    if (torch) keepBest(least.at(-1), theirs());
  }
  for (const work of Object.keys(least[0])) {
    const parts = engines.map((engine, e) => {
      const ratio = torch ? ` (${(least.at(-1)[work] / least[e][work]).toFixed(2)}×)` : '';
      return `${engine.name} ${ms(least[e][work])}${ratio}`;
    });
    if (torch) parts.push(`PyTorch ${ms(least.at(-1)[work])}`);
    console.log(`${name(work)}: ${parts.join(', ')}`);
  }
}

/** Milliseconds. */
function measure(engine, samples, inputs, width, dtype) {
  const { heap } = engine;
  return heap.scope(() => {
    const random = createRandom('bench');
    const network = new Network(
      engine,
      fullyConnected({ sizes: [inputs, width, width, 1], activation: 'tanh' }),
      dtype,
    );
    network.initialise(random);
    const [x, y] = [heap.matrix(samples, inputs, dtype), heap.matrix(samples, 1, dtype)];
    random.stream('x').fillNormal(x);
    random.stream('y').fillNormal(y);
    const objective = network.objective('squared', x, y);
    const optimiser = gradientDescent(network);
    const [direction, product] = [1, 2].map(() => heap.matrix(network.model.size, 1, dtype));
    random.stream('direction').fillNormal(direction);
    return {
      step: best(() => {
        objective.gradient();
        optimiser.step(0.01);
      }),
      product: best(() => {
        objective.gradient();
        objective.hessianVector(direction, product);
      }),
    };
  });
}

/** Milliseconds; `step` is the value and the gradients by input, weights and biases. */
function measureConvolution(engine, dtype) {
  const { heap } = engine;
  return heap.scope(() => {
    const random = createRandom('bench');
    const [images, side, channels, kernel] = IMAGES;
    const x = variable(heap, images, side * side * channels, dtype);
    const weights = variable(heap, channels, kernel * kernel * channels, dtype);
    const biases = variable(heap, 1, channels, dtype);
    const product = convolution(engine, x, weights, { height: side, width: side, channels, kernel });
    const shifted = bias(product.output, biases);
    [x.value, weights.value, biases.value, product.output.adjoint].forEach(
      (matrix, i) => void random.stream(i).fillNormal(matrix),
    );
    const value = () => {
      product.value();
      shifted.value();
    };
    return {
      value: best(value),
      step: best(() => {
        weights.adjoint.values.fill(0);
        biases.adjoint.values.fill(0);
        value();
        shifted.vjp();
        product.vjp();
      }),
    };
  });
}

function best(work) {
  for (let i = 0; i < 3; i++) work();
  let start = performance.now();
  work();
  const repeats = Math.max(1, Math.floor(2 / (performance.now() - start)));
  const end = performance.now() + 700;
  let least = Infinity;
  for (let times = 0; performance.now() < end || times < 3; times++) {
    start = performance.now();
    for (let i = 0; i < repeats; i++) work();
    least = Math.min(least, (performance.now() - start) / repeats);
  }
  return least;
}

function keepBest(best, times) {
  for (const work of Object.keys(times)) best[work] = Math.min(best[work] ?? Infinity, times[work]);
}

function ms(time) {
  return `${time.toPrecision(3)} ms`;
}
