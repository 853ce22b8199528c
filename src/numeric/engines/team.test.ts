import { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { type Dtype, Heap } from '../heap.ts';
import { generalMatrix } from './engines.testing.ts';
import { createOpenblasEngine } from './openblas.ts';
import { selectEngine } from './select.ts';
import { type HelperData, sharedHeap } from './team.ts';
import { threadStarter } from './threads.ts';
import { createWasmEngine } from './wasm.ts';

const start = threadStarter()!;
const creators = { wasm: createWasmEngine, openblas: createOpenblasEngine };

/** What an order says, by the places of team.ts. */
function orderOf({ memory, desk }: HelperData) {
  const [ticket, , ready] = new Int32Array(memory.buffer, desk, 3);
  return { orders: ticket >>> 8, shares: ticket & 255, ready };
}

/** An engine whose `threads` are all there, and what they were given. */
async function engineOf(name: 'wasm' | 'openblas', threads: number) {
  let data: HelperData | undefined;
  const sharing = {
    threads,
    start: (given: HelperData) => {
      data = given;
      start(given);
    },
  };
  const engine = await creators[name](sharedHeap(), sharing);
  if (!engine) return undefined;
  await vi.waitUntil(() => orderOf(data!).ready === threads - 1, { timeout: 20_000 });
  return { engine, order: () => orderOf(data!) };
}

describe.each(['wasm', 'openblas'] as const)('%s', async (name) => {
  const alone = await creators[name]();
  if (!alone) return;
  const teams = [await engineOf(name, 2), await engineOf(name, 3)].map((one) => one!);

  it.each<[Dtype, number, number, number, boolean, boolean]>([
    ['f64', 331, 290, 290, false, true],
    ['f64', 301, 260, 410, true, false],
    ['f64', 3000, 100, 90, false, false],
    ['f32', 331, 290, 290, false, true],
    ['f32', 301, 260, 410, true, false],
    ['f32', 3000, 100, 90, true, true],
  ])('computes the same bits with any number of threads: %s, %i×%i×%i', (dtype, m, n, k, transposeA, transposeB) => {
    const product = (engine: typeof alone) =>
      engine.heap.scope(() => {
        const a = engine.heap.matrixFrom(...size(m, k, transposeA), generalMatrix(m, k, 1), dtype);
        const b = engine.heap.matrixFrom(...size(k, n, transposeB), generalMatrix(k, n, 2), dtype);
        const c = engine.heap.matrixFrom(m, n, generalMatrix(m, n, 3), dtype);
        engine.prepareGemm({ a, b, c, transposeA, transposeB, alpha: -0.7, beta: 0.3 })();
        return Buffer.from(c.values.slice().buffer);
      });
    const wanted = product(alone);
    for (const { engine, order } of teams) {
      const { orders } = order();
      expect(product(engine).equals(wanted)).toBe(true);
      expect(order().orders).toBe(orders + 1);
      expect(order().shares).toBeGreaterThan(1);
    }
  });

  it('keeps small products and single columns to itself, and frees what it takes', () => {
    const [{ engine, order }] = teams;
    const { orders } = order();
    const { heap } = engine;
    const used = heap.used;
    heap.scope(() => {
      engine.gemm({ a: heap.matrix(90, 60), b: heap.matrix(60, 50), c: heap.matrix(90, 50) });
      engine.gemm({ a: heap.matrix(5000, 2000), b: heap.matrix(2000, 1), c: heap.matrix(5000, 1) });
    });
    expect(order().orders).toBe(orders);
    expect(heap.used).toBe(used);
  });
});

function size(rows: number, columns: number, transposed: boolean): [number, number] {
  return transposed ? [columns, rows] : [rows, columns];
}

describe('threads', () => {
  it('are told by the engine, which has one unless asked', async () => {
    expect((await selectEngine('wasm')).threads).toBe(1);
    expect((await selectEngine('wasm', { threads: 2 })).threads).toBe(2);
    await expect(selectEngine('wasm', { threads: 0 })).rejects.toThrow(/threads is 0, but must be a whole number/);
    expect(sharedHeap()).toBeInstanceOf(Heap);
  });

  it('that fail are heard of', async () => {
    const failing = `
      const { memory, desk } = require('node:worker_threads').workerData;
      const words = new Int32Array(memory.buffer, desk, 4);
      Atomics.add(words, 2, 1);
      Atomics.wait(words, 0, 0);
      words[3] = 1;
      Atomics.sub(words, 1, 1);
      Atomics.notify(words, 1);`;
    let data: HelperData | undefined;
    const startFailing = (workerData: HelperData) => {
      data = workerData;
      new Worker(failing, { eval: true, workerData }).unref();
    };
    const { heap, gemm } = createWasmEngine(sharedHeap(), { threads: 2, start: startFailing });
    await vi.waitUntil(() => orderOf(data!).ready === 1, { timeout: 20_000 });
    heap.scope(() => {
      const [a, c] = [heap.matrix(300, 300), heap.matrix(300, 300)];
      expect(() => gemm({ a, b: a, c })).toThrow(/has failed/);
    });
  });
});
