// Side by side with what a user would pick instead: NumPy, SciPy and PyTorch from Debian (python3-numpy, python3-scipy,
// python3-torch, libopenblas0-pthread).
// One thread each, the best of several passes in turn, printed as ratios: above 1 Orrery is faster.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRandom, findSystem, makePlan } from '../dist/index.js';
import { runTrials } from '../dist/run/trials.js';
import { enginesHere, milliseconds, oneThread } from './sides.mjs';

const ROUNDS = 3;

const engines = await enginesHere();

await compare(
  'gemm f64, n = 512',
  ({ heap, gemm }) =>
    () => {
      const [a, b, c] = matrices(heap, 512, 3);
      return () => gemm({ a, b, c });
    },
  () => milliseconds('linear_algebra.py', 'gemm', 10),
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
  () => milliseconds('linear_algebra.py', 'eigh', 5),
);

const system = findSystem('ridge');
const plan = makePlan(system, {});
const TRIALS = 4;
{
  const times = engines.map(() => Infinity);
  let theirs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [e, engine] of engines.entries()) times[e] = Math.min(times[e], await monteCarlo(engine, round));
    theirs = Math.min(theirs, milliseconds('ridge_monte_carlo.py', TRIALS, 1));
  }
  print('ridge Monte Carlo of the default run', times, theirs);
}

console.log(output('networks.mjs'));
console.log(output('kappa.mjs'));

async function monteCarlo(engine, round) {
  const setting = { system, seed: `bench ${round}`, curves: plan.curves };
  const start = performance.now();
  for (let point = 0; point < plan.curves[0].points.length; point++)
    await runTrials(setting, { curve: 0, point, first: 0, count: TRIALS }, engine);
  return performance.now() - start;
}

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

/** What another of these measurements prints. */
function output(script) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return execFileSync(process.execPath, [path], { env: oneThread, encoding: 'utf8' }).trim();
}

function print(name, times, theirs) {
  const parts = engines.map(
    (engine, e) => `${engine.name} ${times[e].toFixed(1)} ms (${(theirs / times[e]).toFixed(2)}×)`,
  );
  console.log(`${name}: ${parts.join(', ')}, NumPy/SciPy ${theirs.toFixed(1)} ms`);
}
