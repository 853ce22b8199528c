import { setMaxListeners } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../numeric/engine.ts';
import { type Executor, inlineExecutor } from './executor.ts';
import type { TrialSetting } from './trials.ts';

/** What travels to a worker thread when it starts. The system is named, since functions do not travel. */
export interface WorkerSetting extends Omit<TrialSetting, 'system'> {
  systemId: string;
  engine: Engine['name'];
}

/** In `jobs` worker threads, each with an engine and a heap of its own. */
async function poolExecutor(setting: TrialSetting, engine: Engine, jobs: number): Promise<Executor> {
  const { Piscina } = await import('piscina');
  const { system, ...rest } = setting;
  const workerData: WorkerSetting = { ...rest, systemId: system.id, engine: engine.name };
  const pool = new Piscina({
    // Also from the sources (in tests) the worker is the compiled one: a worker thread does not read TypeScript.
    filename: fileURLToPath(new URL('../../dist/run/worker.js', import.meta.url)),
    minThreads: jobs,
    maxThreads: jobs,
    workerData,
  });
  return {
    engine,
    jobs,
    async run(tasks, done, signal) {
      // Every task listens for the stop.
      if (signal) setMaxListeners(0, signal);
      const work = tasks.map(async (task) => {
        try {
          done(task, await pool.run(task, { signal }));
        } catch (error) {
          if (!signal?.aborted) throw error;
        }
      });
      await Promise.all(work);
    },
    close: () => pool.destroy(),
  };
}

/** One job runs in this thread, more in a pool. */
export async function makeExecutor(setting: TrialSetting, engine: Engine, jobs: number): Promise<Executor> {
  return jobs > 1 ? poolExecutor(setting, engine, jobs) : inlineExecutor(setting, engine);
}
