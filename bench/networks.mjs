// A training step and a Hessian–vector product of a three-layer tanh network, side by side with
// PyTorch (Debian's python3-torch) on one thread. Both sides compute the product from scratch, loss
// and gradient included. Ratios above 1 mean that Orrery is faster.
import { execFileSync } from 'node:child_process';
import { createRandom } from '../dist/index.js';
import { fullyConnected } from '../dist/networks/fully-connected.js';
import { Network } from '../dist/networks/network.js';
import { gradientDescent } from '../dist/networks/optimisers.js';
import { enginesHere, printedBy, python } from './side-by-side.mjs';

const ROUNDS = 2;
const SIZES = [
  [16, 10, 16],
  [128, 32, 64],
  [1000, 64, 512],
];

const engines = await enginesHere();

let torch = true;
try {
  execFileSync(python, ['-c', 'import torch'], { stdio: 'ignore' });
} catch {
  torch = false;
  console.log('no PyTorch on this machine (Debian: python3-torch): Orrery alone');
}

for (const [samples, inputs, width] of SIZES)
  for (const dtype of ['f64', 'f32']) {
    const ours = engines.map(() => ({ step: Infinity, product: Infinity }));
    const theirs = { step: Infinity, product: Infinity };
    for (let round = 0; round < ROUNDS; round++) {
      for (const [e, engine] of engines.entries()) keepBest(ours[e], measure(engine, samples, inputs, width, dtype));
      if (torch) keepBest(theirs, JSON.parse(printedBy('networks.py', [samples, inputs, width, dtype])));
    }
    for (const work of ['step', 'product']) {
      const name = { step: 'full-batch step', product: 'Hessian–vector product' }[work];
      const parts = engines.map(({ name }, e) => {
        const ratio = torch ? ` (${(theirs[work] / ours[e][work]).toFixed(2)}×)` : '';
        return `${name} ${ms(ours[e][work])}${ratio}`;
      });
      if (torch) parts.push(`PyTorch ${ms(theirs[work])}`);
      console.log(`${name}, ${samples} × ${inputs} × ${width}, ${dtype}: ${parts.join(', ')}`);
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
  for (const work of ['step', 'product']) best[work] = Math.min(best[work], times[work]);
}

function ms(time) {
  return `${time.toPrecision(3)} ms`;
}
