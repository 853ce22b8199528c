import { Heap, Matrix } from '../heap.ts';
import { kernelMemory } from '../kernels.ts';
import type { Backend, GemmCall, GemmPart } from './checked.ts';

// Threads that share the products of one training. The rows of C are dealt out, never the sum over
// k: an entry is the same to the bit whoever computes it. All threads work on one memory, where the
// order of the day lies too, so nothing is copied and nothing is posted.

/** What a thread is started with that is to help. */
export interface HelperData {
  engine: Backend['name'];
  memory: WebAssembly.Memory;
  /** Address of the order. */
  desk: number;
}

/** How many threads share a product, and how to start one; its script calls `help`. */
export interface Sharing {
  threads: number;
  start(data: HelperData): void;
}

/** Not on a page without cross-origin isolation. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === 'function' && globalThis.crossOriginIsolated !== false;
}

/** A heap whose memory threads can share; undefined where there is none. */
export function sharedHeap(): Heap | undefined {
  return canShareMemory() ? new Heap(kernelMemory({ shared: true })) : undefined;
}

/**
 * Shares are whole blocks of so many rows. The kernels of `kernels/` take rows by four, and those
 * of OpenBLAS by four to twenty-four; where none is cut, all rows come out as in one piece.
 */
const BLOCK = 24;
/** How often a thread looks whether there is news before it sleeps. */
const LOOKS = 2_000;
const MOST_THREADS = 64;

/** Places in the order, in numbers of 32 bits. */
const TICKET = 0; // changes with every order; the last eight bits are the number of shares
const OPEN = 1; // shares of helpers that are not done
const READY = 2; // helpers that are there
const FAILED = 3;
const CALL = 4; // eleven numbers, as `writeCall` has them
/** Bytes to alpha and beta, as float64, and to the end. */
const FACTORS = 64;
const ORDER_BYTES = 80;

export class Team {
  readonly threads: number;
  private readonly heap: Heap;
  private readonly backend: Backend;
  private readonly order: Order;

  /** Helpers join when they are ready, and until then whoever is there computes. */
  constructor(heap: Heap, backend: Backend, { threads, start }: Sharing) {
    this.threads = Math.min(threads, MOST_THREADS);
    this.heap = heap;
    this.backend = backend;
    const desk = heap.allocate(ORDER_BYTES);
    this.order = orderAt(heap.kernels.memory, desk);
    for (let i = 1; i < this.threads; i++) start({ engine: backend.name, memory: heap.kernels.memory, desk });
  }

  isWorthSharing(call: GemmCall): boolean {
    return this.sharesOf(call, this.threads) > 1;
  }

  /** In a scope of the heap; `bytes` are the scratch of each share. */
  gemm(call: GemmCall, bytes: number): void {
    const { order, backend, heap } = this;
    const { words } = order;
    const shares = this.sharesOf(call, 1 + Atomics.load(words, READY));
    const scratch = heap.allocate(shares * bytes);
    if (shares > 1) {
      writeCall(order, call, scratch, bytes);
      Atomics.store(words, OPEN, shares - 1);
      Atomics.store(words, TICKET, (((words[TICKET] >>> 8) + 1) << 8) | shares);
      Atomics.notify(words, TICKET);
    }
    backend.gemm(call, shareOf(call, 0, shares, scratch));
    if (shares > 1) {
      for (let open = shares - 1; open > 0; open = Atomics.load(words, OPEN)) sleepWhile(words, OPEN, open);
      if (words[FAILED] !== 0) throw new Error('a thread that shares the products has failed: please report it');
    }
  }

  /** A single column is bound by memory. */
  private sharesOf({ m, n, k }: GemmCall, threads: number): number {
    if (n === 1) return 1;
    const most = Math.floor(Math.min(m / (2 * BLOCK), (m * n * k) / this.backend.leastShare));
    return Math.max(1, Math.min(threads, most));
  }
}

/**
 * The work of a helping thread: its share of every product, until the thread is ended. Rows are
 * computed on `backend`, whose heap lies on the memory of `data`.
 */
export function help({ memory, desk }: HelperData, backend: Backend, heap: Heap): never {
  const order = orderAt(memory, desk);
  const { words } = order;
  const self = 1 + Atomics.add(words, READY, 1);
  let seen = 0;
  for (;;) {
    sleepWhile(words, TICKET, seen);
    const ticket = Atomics.load(words, TICKET);
    if (ticket === seen) continue;
    seen = ticket;
    // Who has a share may read the order: it is not changed before all of them are done.
    const shares = ticket & 255;
    if (self >= shares) continue;
    try {
      const { call, scratch, bytes } = readCall(order, heap);
      backend.gemm(call, shareOf(call, self, shares, scratch + self * bytes));
    } catch {
      words[FAILED] = 1;
    }
    Atomics.sub(words, OPEN, 1);
    Atomics.notify(words, OPEN);
  }
}

function shareOf({ m }: GemmCall, index: number, shares: number, scratch: number): GemmPart {
  const start = (i: number) => (i === shares ? m : BLOCK * Math.round((m * i) / shares / BLOCK));
  return { first: start(index), rows: start(index + 1) - start(index), scratch };
}

/** Waits until a word has another value. */
function sleepWhile(words: Int32Array, place: number, value: number): void {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(words, place) !== value) return;
  Atomics.wait(words, place, value);
}

/** An order on the memory that all threads see. */
interface Order {
  words: Int32Array;
  factors: Float64Array;
}

function orderAt({ buffer }: WebAssembly.Memory, desk: number): Order {
  return {
    words: new Int32Array(buffer, desk, CALL + 11),
    factors: new Float64Array(buffer, desk + FACTORS, 2),
  };
}

function writeCall({ words, factors }: Order, call: GemmCall, scratch: number, bytes: number): void {
  const { m, n, k, a, transposeA, b, transposeB, c } = call;
  words.set([c.dtype === 'f64' ? 1 : 0, m, n, k, a.address, Number(transposeA), b.address, Number(transposeB)], CALL);
  words.set([c.address, scratch, bytes], CALL + 8);
  factors.set([call.alpha, call.beta]);
}

function readCall({ words, factors }: Order, heap: Heap): { call: GemmCall; scratch: number; bytes: number } {
  const [double, m, n, k, a, transposeA, b, transposeB, c, scratch, bytes] = words.subarray(CALL);
  const dtype = double === 1 ? 'f64' : 'f32';
  const matrix = (address: number, rows: number, columns: number, transposed = 0) =>
    transposed === 1
      ? new Matrix(heap, address >>> 0, columns, rows, dtype)
      : new Matrix(heap, address >>> 0, rows, columns, dtype);
  const call = {
    ...{ m, n, k, alpha: factors[0], beta: factors[1] },
    ...{ a: matrix(a, m, k, transposeA), transposeA: transposeA === 1 },
    ...{ b: matrix(b, k, n, transposeB), transposeB: transposeB === 1 },
    c: matrix(c, m, n),
  };
  return { call, scratch: scratch >>> 0, bytes: bytes >>> 0 };
}
