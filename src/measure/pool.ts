import { setMaxListeners } from 'node:events';
import { type Executor, inlineExecutor, threadsEach } from './executor.ts';
import type { Assignment, News, Result } from './tasks.ts';
import { openThreads } from './threads.ts';
import type { Workshop } from './workshop.ts';

/**
 * What travels to a worker thread when it starts. The system is named, since functions do not
 * travel.
 */
export interface WorkerData {
  /** The id of a registered system, or the module that another was loaded from. */
  system: string;
  engine: 'wasm' | 'openblas';
  /** How many threads share the products of one task. */
  threads: number;
  assignment: Assignment;
}

/**
 * In `jobs` worker threads, each with an engine and a heap of its own, that start with the first
 * tasks. Long tasks that are fewer share the threads.
 */
function poolExecutor({ system, engine }: Workshop, jobs: number, isLong: boolean): Executor {
  let pool: { assignment: Assignment; threads: number; workers: import('piscina').Piscina } | undefined;
  const hire = async (assignment: Assignment, threads: number) => {
    if (pool && pool.threads === threads && isSame(pool.assignment, assignment)) return pool.workers;
    await pool?.workers.destroy();
    const { file = system.id } = system.origin ?? {};
    const workerData: WorkerData = { system: file, engine: engine.name, threads, assignment };
    const workers = await openThreads('measure/worker.js', Math.floor(jobs / threads), workerData);
    pool = { assignment, threads, workers };
    return workers;
  };
  return {
    engine,
    jobs,
    async run(tasks, assignment, done, signal, watch) {
      const workers = await hire(assignment, isLong ? threadsEach(tasks.length, jobs) : 1);
      const hear = (news: News) => watch?.(news);
      workers.on('message', hear);
      // Every task that waits listens for the stop.
      if (signal) setMaxListeners(0, signal);
      const rest = tasks.values();
      let failed = false;
      // Each lane takes what comes next, so that of many thousands only a few wait at the pool.
      const lane = async () => {
        for (const task of rest) {
          if (failed || signal?.aborted) return;
          try {
            const result: Result | undefined = await workers.run(task, { signal });
            if (result) done(task, result);
          } catch (error) {
            if (signal?.aborted) return;
            failed = true;
            throw error;
          }
        }
      };
      const lanes = Array.from({ length: Math.min(tasks.length, LANES * jobs) }, lane);
      await Promise.all(lanes).finally(() => workers.off('message', hear));
    },
    close: async () => {
      await pool?.workers.destroy();
    },
  };
}

/** Tasks of each thread: one that it does, and the one after that. */
const LANES = 2;

/** Threads that have one may do the other. */
function isSame(a: Assignment, b: Assignment): boolean {
  const words = ({ seed, wanted, points }: Assignment) => [seed, ...wanted, ...points.map(({ key }) => key)].join(' ');
  return a === b || words(a) === words(b);
}

/**
 * One job runs in this thread, more in a pool, with `jobs` threads in all. A pool of one thread is
 * for tasks that are `long`: while they run, this thread still hears that it is to stop.
 */
export function makeExecutor(workshop: Workshop, jobs: number, isLong = false): Executor {
  return jobs > 1 || isLong ? poolExecutor(workshop, jobs, isLong) : inlineExecutor(workshop);
}
