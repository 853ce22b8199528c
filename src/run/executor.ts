import type { Engine } from '../numeric/engine.ts';
import { runTrials, type TrialOutcome, type TrialSetting, type TrialTask, type TrialWatcher } from './trials.ts';

/** Runs tasks somewhere. */
export interface Executor {
  /** What the trials compute on, for the record. */
  readonly engine: Pick<Engine, 'name' | 'description'>;
  /** How many tasks run side by side. */
  readonly jobs: number;
  /**
   * Calls `done` as each task ends, in any order (with fewer outcomes than trials where it was stopped), and `watch` as a long trial reports what it has. Stops early, without an error,
   * when `signal` fires.
   */
  run(
    tasks: TrialTask[],
    done: (task: TrialTask, outcomes: TrialOutcome[]) => void,
    signal?: AbortSignal,
    watch?: TrialWatcher,
  ): Promise<void>;
  close(): Promise<void>;
}

/** In this thread, one task after the other. */
export function inlineExecutor(setting: TrialSetting, engine: Engine): Executor {
  return {
    engine,
    jobs: 1,
    async run(tasks, done, signal, watch) {
      for (const task of tasks) {
        if (signal?.aborted) return;
        done(task, await runTrials(setting, task, engine, signal, watch));
        // Lets the signal's owner have a word.
        await new Promise((resume) => setTimeout(resume));
      }
    },
    async close() {},
  };
}
