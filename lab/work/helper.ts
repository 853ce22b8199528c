import type { Engine } from '../../src/numeric/engine.ts';
import { type HelperData, help, sharedHeap } from '../../src/numeric/engines/team.ts';
import { createWasmEngine, wasmBackend } from '../../src/numeric/engines/wasm.ts';
import { Heap } from '../../src/numeric/heap.ts';

/** A worker that shares the products of another. */
export function startHelper(scope: DedicatedWorkerGlobalScope): void {
  scope.onmessage = ({ data }: MessageEvent<HelperData>) => {
    const heap = new Heap(data.memory);
    help(data, wasmBackend(heap), heap);
  };
}

/**
 * An engine whose products `threads` workers share, or one alone where a page may share no memory.
 */
export function engineWith(threads: number): Engine {
  const heap = threads > 1 ? sharedHeap() : undefined;
  return heap ? createWasmEngine(heap, { threads, start }) : createWasmEngine();
}

function start(data: HelperData): void {
  new Worker(self.location.href, { type: 'module', name: 'helper' }).postMessage(data);
}
