// What the side-by-side measurements share: the engines of this machine, and Python on one thread.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { selectEngine } from '../dist/index.js';

/** Environment of a child process that computes on one thread. */
export const oneThread = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** Debian's, which has its NumPy, SciPy and PyTorch, unless PYTHON names another. */
const interpreter = process.env.PYTHON ?? (existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3');

/** The wasm engine, and OpenBLAS where there is one. */
export async function enginesHere() {
  const engines = [await selectEngine('wasm')];
  try {
    engines.push(await selectEngine('openblas'));
  } catch {
    console.log('no OpenBLAS on this machine: the wasm engine alone');
  }
  return engines;
}

/** What a script of this folder prints, given words and, on its standard input, a value as JSON. */
export function python(script, words = [], input) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return execFileSync(interpreter, [path, ...words.map(String)], {
    env: oneThread,
    encoding: 'utf8',
    input: input === undefined ? undefined : JSON.stringify(input),
    maxBuffer: 2 ** 26,
  });
}

/** Whether Python has a module. */
export function pythonHas(module) {
  try {
    execFileSync(interpreter, ['-c', `import ${module}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The seconds that a script prints, in milliseconds. */
export function milliseconds(script, ...words) {
  return 1000 * Number(python(script, words));
}

/** The least time of `work` in seconds over `repeats`, the first of them, and its last result. */
export function bestOf(repeats, work) {
  let [least, first, result] = [Number.POSITIVE_INFINITY, undefined, undefined];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now();
    result = work();
    least = Math.min(least, (performance.now() - start) / 1e3);
    first ??= least;
  }
  return { least, first, result };
}
