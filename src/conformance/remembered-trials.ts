import type { Executor } from '../measure/executor.ts';
import { perform } from '../measure/tasks.ts';
import { runTrials, type TrialOutcome } from '../measure/trials.ts';
import type { Workshop } from '../measure/workshop.ts';

/** Outcomes of trials by seed, point and number, which name them wholly. */
export type KnownTrials = Map<string, TrialOutcome>;

/**
 * Runs in this thread, and makes no trial twice: what is not `known` yet is so afterwards. Checks
 * that differ in what theory says ask for the same trials of one experiment.
 */
export function rememberingExecutor(workshop: Workshop, known: KnownTrials): Executor {
  return {
    engine: workshop.engine,
    jobs: 1,
    async run(tasks, assignment, done, signal) {
      for (const task of tasks) {
        if (signal?.aborted) return;
        if (task.kind === 'theory') {
          const result = await perform(task, assignment, workshop, signal);
          if (result) done(task, result);
          continue;
        }
        const point = assignment.points[task.point];
        const outcomes: TrialOutcome[] = [];
        for (let trial = task.first; trial < task.first + task.count && !signal?.aborted; trial++) {
          const key = JSON.stringify([assignment.seed, point.key, trial]);
          const range = { first: trial, count: 1 };
          const [outcome] = known.has(key)
            ? [known.get(key)!]
            : await runTrials(workshop, assignment.seed, point, range, signal);
          if (!outcome) break;
          known.set(key, outcome);
          outcomes.push(outcome);
        }
        done(task, outcomes);
        // Lets the signal's owner have a word.
        await new Promise((resume) => setTimeout(resume));
      }
    },
    async close() {},
  };
}
