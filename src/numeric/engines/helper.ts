// The entry of a thread of Node that shares the products of an engine.
import { workerData } from 'node:worker_threads';
import { Heap } from '../heap.ts';
import { openblasBackend } from './openblas.ts';
import { type HelperData, help } from './team.ts';
import { wasmBackend } from './wasm.ts';

await join(workerData as HelperData);

async function join(data: HelperData): Promise<void> {
  const heap = new Heap(data.memory);
  const backend = data.engine === 'wasm' ? wasmBackend(heap) : await openblasBackend(heap);
  if (backend) help(data, backend, heap);
}
