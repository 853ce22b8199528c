import { setMaxListeners } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Executor, inlineExecutor } from './executor.ts';
import type { Assignment, News, Result } from './tasks.ts';
import type { Workshop } from './workshop.ts';

/**
 * What travels to a worker thread when it starts. The system is named, since functions do not
 * travel.
 */
export interface WorkerData {
  /** The id of a registered system, or the module that another was loaded from. */
  system: string;
  engine: 'wasm' | 'openblas';
  assignment: Assignment;
}

/**
 * In `jobs` worker threads, each with an engine and a heap of its own, that start with the first
 * tasks.
 */
function poolExecutor({ system, engine }: Workshop, jobs: number): Executor {
  let pool: { assignment: Assignment; threads: import('piscina').Piscina } | undefined;
  const hire = async (assignment: Assignment) => {
    if (pool && isSame(pool.assignment, assignment)) return pool.threads;
    await pool?.threads.destroy();
    const { Piscina } = await import('piscina');
    const workerData: WorkerData = { system: system.origin?.file ?? system.id, engine: engine.name, assignment };
    const threads = new Piscina({
      // Also from the sources (in tests) the worker is the compiled one: a worker thread does not
      // read TypeScript.
      filename: fileURLToPath(new URL('../../dist/measure/worker.js', import.meta.url)),
      minThreads: jobs,
      maxThreads: jobs,
      workerData,
    });
    pool = { assignment, threads };
    return threads;
  };
  return {
    engine,
    jobs,
    async run(tasks, assignment, done, signal, watch) {
      const threads = await hire(assignment);
      const hear = (news: News) => watch?.(news);
      threads.on('message', hear);
      // Every task listens for the stop.
      if (signal) setMaxListeners(0, signal);
      const work = tasks.map(async (task) => {
        try {
          const result: Result | undefined = await threads.run(task, { signal });
          if (result) done(task, result);
        } catch (error) {
          if (!signal?.aborted) throw error;
        }
      });
      await Promise.all(work).finally(() => threads.off('message', hear));
    },
    close: async () => {
      await pool?.threads.destroy();
    },
  };
}

/** Threads that have one may do the other. */
function isSame(a: Assignment, b: Assignment): boolean {
  const words = ({ seed, wanted, points }: Assignment) => [seed, ...wanted, ...points.map(({ key }) => key)].join(' ');
  return a === b || words(a) === words(b);
}

/**
 * One job runs in this thread, more in a pool. A pool of one thread is for a task that is `long`:
 * while it runs, this thread still hears that it is to stop.
 */
export function makeExecutor(workshop: Workshop, jobs: number, isLong = false): Executor {
  return jobs > 1 || isLong ? poolExecutor(workshop, jobs) : inlineExecutor(workshop);
}
