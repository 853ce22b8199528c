// The entry of a worker thread: piscina calls `work` with one portion of tasks at a time.
import { threadId } from 'node:worker_threads';
import { workerData } from 'piscina';
import { AppendLog } from '../record/append-log.ts';
import { journalPath, openSweep } from './sweep.ts';
import { Bench } from './work.ts';

/** What travels to a thread when it starts; every thread opens the sweep for itself. */
export interface ThreadData {
  folder: string;
  label: string;
  /** Not 0 when work is to stop. */
  stop: Int32Array;
  /**
   * The task that each lane is at, and how many of its portion failed, for whoever finds its thread
   * dead.
   */
  at: Float64Array;
  failed: Float64Array;
}

/** Consecutive tasks, the end not among them, for one of the lanes. */
export interface Chunk {
  lane: number;
  first: number;
  end: number;
}

export interface Counts {
  done: number;
  failed: number;
}

/** What came of a portion; or that no thread can work here, and why. */
export type Outcome = Counts | { broken: string; ofDisk: boolean };

const { folder, label, stop, at, failed } = workerData as ThreadData;
const sign = {
  get aborted() {
    return Atomics.load(stop, 0) !== 0;
  },
};
let opened: Promise<{ bench: Bench; log: AppendLog }> | undefined;

async function open() {
  const sweep = await openSweep(folder);
  const log = new AppendLog(journalPath(sweep, `${label}-${threadId}`));
  return { bench: new Bench(sweep, log), log };
}

// biome-ignore lint/style/noDefaultExport: piscina takes the default export as the task
export default async function work({ lane, first, end }: Chunk): Promise<Outcome> {
  const counts: Counts = { done: 0, failed: 0 };
  // Whoever dies on the way here has lost its first task.
  at[lane] = first;
  failed[lane] = 0;
  opened ??= open();
  try {
    const { bench, log } = await opened;
    for (let task = first; task < end && !sign.aborted; task++) {
      at[lane] = task;
      const outcome = await bench.work(task, sign);
      if (outcome) counts[outcome]++;
      failed[lane] = counts.failed;
    }
    log.sync();
    return counts;
  } catch (error) {
    const { message, syscall } = error as NodeJS.ErrnoException;
    return { broken: message, ofDisk: syscall !== undefined };
  }
}
