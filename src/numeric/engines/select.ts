import type { Engine } from '../engine.ts';
import { BadInput } from '../errors.ts';
import { Heap } from '../heap.ts';
import { createOpenblasEngine, describeOpenblas } from './openblas.ts';
import { sharedHeap } from './team.ts';
import { threadStarter } from './threads.ts';
import { createWasmEngine } from './wasm.ts';

export type EngineChoice = 'auto' | 'wasm' | 'openblas';

/**
 * The engine asked for; `auto` takes the machine's own library where there is one. In Node,
 * `threads` of them share its large products, to the same bits. Throws `BadInput`, with what was
 * tried and how to get it, when `openblas` is asked for and is not there.
 */
export async function selectEngine(choice: EngineChoice, { threads = 1 } = {}): Promise<Engine> {
  if (choice !== 'auto' && choice !== 'wasm' && choice !== 'openblas')
    throw new BadInput(`engine is ${String(choice)}, but must be auto, wasm or openblas`);
  if (!Number.isInteger(threads) || threads < 1)
    throw new BadInput(`threads is ${String(threads)}, but must be a whole number from 1; try the number of cores`);
  const start = threads > 1 ? threadStarter() : undefined;
  const sharing = start && { threads, start };
  const heap = (sharing && sharedHeap()) ?? new Heap();
  if (choice === 'wasm') return createWasmEngine(heap, sharing);
  const engine = await createOpenblasEngine(heap, sharing);
  if (engine) return engine;
  if (choice === 'auto') return createWasmEngine(heap, sharing);
  const { searched } = await describeOpenblas();
  const tried = searched.map(({ path, outcome }) => `  ${path}: ${outcome}`).join('\n');
  throw new BadInput(
    `no OpenBLAS, MKL or Accelerate was found on this machine. ${howToGet()}\nTried:\n${tried || '  nothing, this is a browser'}\n` +
      'ORRERY_BLAS=/path/to/library names one; --engine wasm needs none.',
  );
}

/** What to type to get the faster engine, on this platform. */
export function howToGet(): string {
  const platform = (globalThis as { process?: NodeJS.Process }).process?.platform;
  if (platform === 'darwin') return 'Get one with: brew install openblas';
  if (platform === 'win32') return 'Get one with: conda install openblas (or put libopenblas.dll on the PATH)';
  return 'Get one with: apt-get install libopenblas0-pthread (Debian, Ubuntu), dnf install openblas (Fedora), conda install libopenblas';
}
