// Side by side with what a user would pick instead: NumPy, SciPy and PyTorch from Debian
// (python3-numpy, python3-scipy, python3-torch, libopenblas0-pthread).
// One thread each, the best of several passes in turn, printed as ratios: above 1 Orrery is faster.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom, findSystem, makePlan } from '../dist/index.js';
import { compared, enginesHere, monteCarlo, oneThread, timeOf } from './side-by-side.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const ROUNDS = 3;

const engines = await enginesHere();

await compare(
  'gemm f64, n = 512',
  ({ heap, gemm }) =>
    () => {
      const [a, b, c] = matrices(heap, 512, 3);
      return () => gemm({ a, b, c });
    },
  () => timeOf('linear_algebra.py', 'gemm', 10),
);

await compare(
  'eigh with vectors, n = 500',
  ({ heap, gemm, eigh }) =>
    () => {
      const [base, symmetric, work] = matrices(heap, 500, 3);
      const identity = heap.matrix(500, 500);
      for (let i = 0; i < 500; i++) identity.values[i * 501] = 1;
      symmetric.values.set(base.values);
      gemm({ a: base, transposeA: true, b: identity, c: symmetric, beta: 1 });
      return () => {
        work.values.set(symmetric.values);
        eigh(work, { vectors: true });
      };
    },
  () => timeOf('linear_algebra.py', 'eigh', 5),
);

const system = await findSystem('ridge');
const plan = makePlan(system, {});
const TRIALS = 4;
{
  const times = engines.map(() => Infinity);
  let theirs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [e, engine] of engines.entries())
      times[e] = Math.min(times[e], await monteCarlo(system, plan, TRIALS, engine, round));
    theirs = Math.min(theirs, timeOf('ridge_monte_carlo.py', TRIALS, 1));
  }
  print('ridge Monte Carlo of the default run', times, theirs);
}

console.log(execFileSync(process.execPath, [join(here, 'networks.mjs')], { env: oneThread, encoding: 'utf8' }).trim());
console.log(execFileSync(process.execPath, [join(here, 'kappa.mjs')], { env: oneThread, encoding: 'utf8' }).trim());

async function compare(name, prepare, theirTime) {
  const times = engines.map(() => Infinity);
  let theirs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [e, engine] of engines.entries())
      engine.heap.scope(() => {
        const work = prepare(engine)();
        work();
        for (let i = 0; i < 5; i++) {
          const start = performance.now();
          work();
          times[e] = Math.min(times[e], performance.now() - start);
        }
      });
    theirs = Math.min(theirs, theirTime());
  }
  print(name, times, theirs);
}

function matrices(heap, n, count) {
  const random = createRandom('bench');
  return Array.from({ length: count }, (_, i) => {
    const matrix = heap.matrix(n, n);
    random.stream(i).fillNormal(matrix);
    return matrix;
  });
}

function print(name, times, theirs) {
  console.log(`${name}: ${compared(engines, times, theirs, 1)}, NumPy/SciPy ${theirs.toFixed(1)} ms`);
}
