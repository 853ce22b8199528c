// Kernels side by side with NumPy and SciPy: Gram matrix, and Gram matrix with kernel ridge
// regression on it, of 2000 points in 50 dimensions. One thread each, the least processor time of
// several passes in turn (other work on the machine does not count); ratios above 1 say that Orrery
// is faster.
import { createRandom } from '../dist/index.js';
import { gramMatrix } from '../dist/systems/kernel/gram.js';
import { compared, enginesHere, timeOf } from './side-by-side.mjs';

process.env.OPENBLAS_NUM_THREADS = '1';
const [SAMPLES, DIMENSION, ROUNDS, PASSES] = [2000, 50, 3, 4];

const KERNELS = {
  rbf: { kernel: 'rbf', bandwidth: 1 },
  ntk: { kernel: 'ntk', activation: 'relu', depth: 2, weightVariance: 2, biasVariance: 0.1 },
};

const engines = await enginesHere();

for (const [name, spec] of Object.entries(KERNELS))
  for (const task of ['gram', 'fit']) {
    const times = engines.map(() => Infinity);
    let theirs = Infinity;
    for (let round = 0; round < ROUNDS; round++) {
      for (const [e, engine] of engines.entries()) times[e] = Math.min(times[e], ours(engine, spec, task));
      theirs = Math.min(theirs, timeOf('kernel.py', name, task, PASSES));
    }
    const title = task === 'gram' ? 'Gram matrix' : 'kernel ridge regression';
    console.log(
      `${title}, ${name}, n = ${SAMPLES}: ${compared(engines, times, theirs, 0)}, NumPy/SciPy ${theirs.toFixed(0)} ms`,
    );
  }

function ours(engine, spec, task) {
  return engine.heap.scope(() => {
    const points = engine.heap.matrix(SAMPLES, DIMENSION);
    createRandom('bench').fillNormal(points);
    const labels = engine.heap.matrix(SAMPLES, 1);
    createRandom('labels').fillNormal(labels);
    const gram = engine.heap.matrix(SAMPLES, SAMPLES);
    let best = Infinity;
    for (let pass = 0; pass < PASSES; pass++) {
      const start = process.cpuUsage();
      gramMatrix(spec, points, gram, engine);
      if (task === 'fit') {
        const values = gram.values;
        for (let i = 0; i < SAMPLES; i++) values[i * SAMPLES + i] += 0.1;
        engine.cholesky(gram);
        engine.solveCholesky(gram, labels);
      }
      const { user, system } = process.cpuUsage(start);
      best = Math.min(best, (user + system) / 1000);
    }
    return best;
  });
}
