import type { Point } from '../plan/plan.ts';
import type { Measured } from '../systems/contract.ts';
import { stoppedBy } from './reporter.ts';
import { type PointPrediction, predictPoint } from './theory.ts';
import { runTrials, type TrialOutcome, type TrialRange } from './trials.ts';
import type { Workshop } from './workshop.ts';

/**
 * The unit of parallel work: some trials at a point, or its theory where that takes long. `point`
 * counts in the assignment's points.
 */
export type Task = TrialTask | TheoryTask;
export type TrialTask = { kind: 'trials'; point: number } & TrialRange;
export type TheoryTask = { kind: 'theory'; point: number };

/** What everybody who works on a run needs besides the task. */
export interface Assignment {
  seed: string;
  points: Point[];
  /** The observables that theory is asked for. */
  wanted: string[];
}

/** What came of a task; fewer trials than asked for where it was stopped. */
export type Result = TrialOutcome[] | PointPrediction;

/** Hears of long work while it runs. */
export type Watcher = (news: News) => void;

/**
 * How far a trial at a point (or its theory, which has no number) is, and what it has; curves may
 * be prefixes.
 */
export interface News {
  point: number;
  trial?: number;
  fraction: number;
  observables: Record<string, Measured>;
}

/**
 * Does one task in this thread. Undefined where theory was stopped. Throws as `predictPoint` and
 * `runTrials`.
 */
export async function perform(
  task: Task,
  { seed, points, wanted }: Assignment,
  workshop: Workshop,
  signal?: AbortSignal,
  watch?: Watcher,
): Promise<Result | undefined> {
  const { point } = task;
  if (task.kind === 'trials')
    return runTrials(workshop, seed, points[point], task, signal, (trial, fraction, observables) =>
      watch?.({ point, trial, fraction, observables }),
    );
  try {
    return await predictPoint(workshop, points[point], wanted, {
      check: stoppedBy(signal),
      progress: (fraction) => watch?.({ point, fraction, observables: {} }),
    });
  } catch (error) {
    if (signal?.aborted) return undefined;
    throw error;
  }
}
