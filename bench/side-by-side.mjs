// What the benchmarks share: the engines that are here, the Python beside them on one thread, and
// the Monte Carlo of a default run.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { selectEngine } from '../dist/index.js';
import { runTrials } from '../dist/measure/trials.js';
import { openWorkshop } from '../dist/measure/workshop.js';

const here = dirname(fileURLToPath(import.meta.url));

/** Debian's Python, where NumPy, SciPy and PyTorch are; PYTHON names another. */
export const python = process.env.PYTHON ?? (existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3');

export const oneThread = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** The wasm engine, and OpenBLAS where it is installed. */
export async function enginesHere() {
  const wasm = await selectEngine('wasm');
  try {
    return [wasm, await selectEngine('openblas')];
  } catch {
    console.log('no OpenBLAS on this machine: the wasm engine alone');
    return [wasm];
  }
}

/** What a script of this folder prints. */
export function printedBy(script, words = [], input = '') {
  return execFileSync(python, [join(here, script), ...words.map(String)], {
    env: oneThread,
    encoding: 'utf8',
    input,
    maxBuffer: 2 ** 26,
  });
}

/** Milliseconds, of a script that prints seconds. */
export function timeOf(script, ...words) {
  return 1000 * Number(printedBy(script, words));
}

/** Milliseconds that `trials` trials at each point of a plan's first curve take. */
export async function monteCarlo(system, { curves }, trials, engine, round) {
  const workshop = openWorkshop(system, engine);
  const start = performance.now();
  for (const point of curves[0].points) await runTrials(workshop, `bench ${round}`, point, { first: 0, count: trials });
  return performance.now() - start;
}

/** The times of the engines, and how many times as long the other side took. */
export function compared(engines, times, theirs, digits) {
  return engines
    .map(({ name }, e) => `${name} ${times[e].toFixed(digits)} ms (${(theirs / times[e]).toFixed(2)}×)`)
    .join(', ');
}

/** The least seconds of `repeats` calls, and the last answer; says how long the first call took. */
export function leastOf(repeats, work, digits, width) {
  let best = Number.POSITIVE_INFINITY;
  let answer;
  const say = (name) => console.log(`${name.padEnd(width)}${(best * 1e3).toFixed(digits)} ms`);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    answer = work();
    best = Math.min(best, (performance.now() - start) / 1e3);
    if (repeat === 0) say('orrery, first call');
  }
  say('orrery');
  return [best, answer];
}
