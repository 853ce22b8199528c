import type { Engine } from '../numeric/engine.ts';
import { type Assignment, perform, type Result, type Task, type Watcher } from './tasks.ts';
import type { Workshop } from './workshop.ts';

/** Runs tasks somewhere. */
export interface Executor {
  /** What they compute on, for the record. */
  readonly engine: Pick<Engine, 'name' | 'description'>;
  /** How many tasks run side by side. */
  readonly jobs: number;
  /**
   * Calls `done` as each task ends, in any order (with fewer outcomes than trials where it was
   * stopped), and `watch` as long work reports what it has. Stops early, without an error, when
   * `signal` fires.
   */
  run(
    tasks: Task[],
    assignment: Assignment,
    done: (task: Task, result: Result) => void,
    signal?: AbortSignal,
    watch?: Watcher,
  ): Promise<void>;
  close(): Promise<void>;
}

/** How many of `jobs` threads each of so many tasks may have to itself. */
export function threadsEach(tasks: number, jobs: number): number {
  return Math.max(1, Math.floor(jobs / Math.max(1, tasks)));
}

/** In this thread, one task after the other. */
export function inlineExecutor(workshop: Workshop): Executor {
  return {
    engine: workshop.engine,
    jobs: 1,
    async run(tasks, assignment, done, signal, watch) {
      for (const task of tasks) {
        if (signal?.aborted) return;
        const result = await perform(task, assignment, workshop, signal, watch);
        if (result) done(task, result);
        // Lets the signal's owner have a word.
        await new Promise((resume) => setTimeout(resume));
      }
    },
    async close() {},
  };
}
