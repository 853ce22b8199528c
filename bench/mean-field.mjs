// Infinitely wide networks side by side with NumPy, by the same algorithm: exact with two linear
// hidden layers; 65 536 neurons of one tanh layer on four data; 4096 neurons of each of two. One
// thread each, the least processor time of several passes in turn; ratios above 1 say that Orrery
// is faster.
import { createRandom } from '../dist/index.js';
import { randomNeurons, train, unitVectors } from '../dist/systems/mean-field/theory/index.js';
import { compared, enginesHere, timeOf } from './side-by-side.mjs';

process.env.OPENBLAS_NUM_THREADS = '1';
// The compiler knows what is hot after some tens of passes, of which NumPy needs none.
const [ROUNDS, PASSES] = [3, 3];
const OURS = { 'deep-linear': 30, particles: 4, deep: 8 };

const TASKS = {
  'deep-linear': { activation: 'linear', depth: 2, samples: 2, steps: 60, neurons: 80, tolerance: 1e-18 },
  particles: { activation: 'tanh', depth: 1, samples: 4, steps: 40, neurons: 65_536, tolerance: 1e-5 },
  deep: { activation: 'tanh', depth: 2, samples: 2, steps: 40, neurons: 4096, tolerance: 1e-5 },
};

const engines = await enginesHere();

for (const [task, setting] of Object.entries(TASKS)) {
  const times = engines.map(() => Infinity);
  let theirs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [e, engine] of engines.entries()) times[e] = Math.min(times[e], ours(engine, setting, OURS[task]));
    theirs = Math.min(theirs, timeOf('mean_field.py', task, PASSES));
  }
  console.log(`${task}: ${compared(engines, times, theirs, 1)}, NumPy ${theirs.toFixed(1)} ms`);
}

function ours(engine, { activation, depth, samples, steps, neurons, tolerance }, passes) {
  const targets = Array.from({ length: samples }, (_, i) => (i % 2 === 0 ? 1 : -1));
  const inputKernel = targets.map((_, i) => targets.map((_, j) => (i === j ? 1 : 0.3)));
  const setting = { activation, inputKernel, targets, richness: 1, rate: 0.1, steps };
  const population = (l) =>
    activation === 'linear'
      ? unitVectors(neurons)
      : randomNeurons(engine.heap, neurons, createRandom('bench').stream(l), false);
  let best = Infinity;
  for (let pass = 0; pass < passes; pass++) {
    const start = process.cpuUsage();
    engine.heap.scope(() => {
      const layers = Array.from({ length: depth }, (_, l) => population(l));
      train(engine, setting, layers, { tolerance }, () => {});
    });
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
