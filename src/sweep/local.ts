import { openThreads } from '../measure/threads.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import { BadInput, NotWritten } from '../numeric/errors.ts';
import { AppendLog } from '../record/append-log.ts';
import { THEORY, toLine } from './lines.ts';
import { journalPath, placeOf, type Sweep } from './sweep.ts';
import type { Range } from './tally.ts';
import { Bench } from './work.ts';
import type { Chunk, Counts, Outcome, ThreadData } from './worker.ts';

export interface LocalOptions {
  /** 1: in this thread; more: in so many others. */
  jobs: number;
  /** How the journals are named: one that no other process writes. */
  label: string;
  signal?: AbortSignal;
  /** Hears of tasks as they end. */
  heard?: (counts: Counts) => void;
}

/**
 * Does the tasks of these ranges on this machine. Stops early, without an error, when `signal`
 * fires. Throws what the disk throws, and `BadInput` where a thread cannot open the sweep.
 */
export async function workLocally(sweep: Sweep, ranges: Iterable<Range>, options: LocalOptions): Promise<void> {
  await checkEngine(sweep);
  return options.jobs > 1 ? workInThreads(sweep, ranges, options) : workHere(sweep, ranges, options);
}

/**
 * A library of the machine computes the same bits with itself alone; WebAssembly does everywhere.
 */
async function checkEngine({ folder, header }: Sweep): Promise<void> {
  const { name, description } = await selectEngine(header.engine);
  if (name !== 'wasm' && description !== header.engineDescription)
    throw new BadInput(
      `${folder} was begun with ${header.engineDescription}, and this machine has ${description}: their numbers differ in the last bits; begin with --engine wasm what several machines are to work at`,
    );
}

/** Milliseconds of work between two breaths. */
const EVERY = 50;

async function workHere(sweep: Sweep, ranges: Iterable<Range>, { label, signal, heard }: LocalOptions): Promise<void> {
  const log = new AppendLog(journalPath(sweep, label));
  const bench = new Bench(sweep, log);
  let last = performance.now();
  try {
    for (const [first, end] of ranges)
      for (let task = first; task < end && !signal?.aborted; task++) {
        const outcome = await bench.work(task, signal);
        if (outcome) heard?.({ done: outcome === 'done' ? 1 : 0, failed: outcome === 'failed' ? 1 : 0 });
        if (performance.now() - last < EVERY) continue;
        // Lets the signal's owner have a word.
        await new Promise((resume) => setImmediate(resume));
        last = performance.now();
      }
  } finally {
    log.close();
  }
}

/** Seconds of work that a thread is given at a time. */
const PORTION = 0.25;
const MOST_AT_ONCE = 10_000;

async function workInThreads(
  sweep: Sweep,
  ranges: Iterable<Range>,
  { jobs, label, signal, heard }: LocalOptions,
): Promise<void> {
  const shared = {
    stop: new Int32Array(new SharedArrayBuffer(4)),
    at: new Float64Array(new SharedArrayBuffer(8 * jobs)),
    failed: new Float64Array(new SharedArrayBuffer(8 * jobs)),
  };
  const stop = () => Atomics.store(shared.stop, 0, 1);
  signal?.addEventListener('abort', stop);
  const workerData: ThreadData = { folder: sweep.folder, label, ...shared };
  const threads = await openThreads('sweep/worker.js', jobs, workerData);
  const portions = new Portions(ranges);
  const lane = async (number: number) => {
    let size = 1;
    for (let next = portions.take(size); next && !signal?.aborted; next = portions.take(size)) {
      const [first, end] = next;
      const started = performance.now();
      let outcome: Outcome;
      try {
        outcome = await threads.run({ lane: number, first, end } satisfies Chunk);
      } catch (error) {
        const lost = shared.at[number];
        const isHopeless = portions.lose(next, lost);
        if (isHopeless) writeLoss(sweep, label, lost, (error as Error).message);
        const failed = shared.failed[number];
        heard?.({ done: lost - first - failed, failed: failed + (isHopeless ? 1 : 0) });
        continue;
      }
      if ('broken' in outcome)
        throw outcome.ofDisk
          ? new NotWritten(
              `${outcome.broken}; what was done before is kept: make room, and go on with orrery sweep resume ${sweep.folder}`,
            )
          : new BadInput(outcome.broken);
      heard?.(outcome);
      const pace = (end - first) / (performance.now() - started);
      size = Math.min(MOST_AT_ONCE, Math.max(1, Math.round(1000 * PORTION * pace)));
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, (_, number) => lane(number)));
  } finally {
    stop();
    signal?.removeEventListener('abort', stop);
    await threads.destroy();
  }
}

/**
 * Tasks in portions; those of a thread that died come again, but for the one that it died of,
 * twice.
 */
class Portions {
  private readonly ranges: Iterator<Range>;
  private readonly again: Range[] = [];
  private readonly deaths = new Map<number, number>();
  private rest: Range | undefined;

  constructor(ranges: Iterable<Range>) {
    this.ranges = ranges[Symbol.iterator]();
  }

  take(size: number): Range | undefined {
    const back = this.again.pop();
    if (back) return back;
    this.rest ??= this.ranges.next().value;
    if (!this.rest) return undefined;
    const [first, end] = this.rest;
    const to = Math.min(end, first + size);
    this.rest = to < end ? [to, end] : undefined;
    return [first, to];
  }

  /** Says whether the task that a thread died in is given up. */
  lose([, end]: Range, task: number): boolean {
    const deaths = (this.deaths.get(task) ?? 0) + 1;
    this.deaths.set(task, deaths);
    if (task + 1 < end) this.again.push([task + 1, end]);
    // Alone, so that nothing else is lost with it.
    if (deaths < 2) this.again.push([task, task + 1]);
    return deaths >= 2;
  }
}

function writeLoss(sweep: Sweep, label: string, task: number, why: string): void {
  const { at, trial } = placeOf(task, sweep.header);
  const what = trial === THEORY ? 'the theory' : 'the trial';
  const log = new AppendLog(journalPath(sweep, `${label}-lost`));
  log.append(toLine({ at, trial, result: { failed: `the thread that made ${what} died twice (${why})` } }));
  log.close();
}
