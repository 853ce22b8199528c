import type { Engine } from '../numeric/engine.ts';
import { OrreryError } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import type { AnySystem, Measured, TrialReporter } from '../systems/contract.ts';
import type { Parameters } from './plan.ts';

/** Some consecutive trials at one point: the unit of parallel work. */
export interface TrialTask {
  curve: number;
  point: number;
  /** Number of the first trial, from 0. */
  first: number;
  count: number;
}

/** What one trial left: its observables, or why it failed. */
export type TrialOutcome = { observables: Record<string, Measured> } | { failed: string };

/** Hears of a long trial while it runs: the fraction done, and the observables so far, of which curves may be prefixes. */
export type TrialWatcher = (trial: TrialTask, fraction: number, observables: Record<string, Measured>) => void;

/** Everything a worker needs besides the task. */
export interface TrialSetting {
  system: AnySystem;
  seed: string;
  /** Per curve: the multiple of the sizes, and the parameters at each point. */
  curves: { scale: number; points: Parameters[] }[];
}

/**
 * Runs the trials of one task. Each trial has a random stream of its own, named by scale, curve, point and trial, so that its
 * numbers depend neither on who runs it nor on what else is run. A trial that throws a typed error, or returns a number that is
 * not finite, is a failed trial with a reason; any other error is a defect and is thrown on. When `signal` fires, the trials done
 * so far are returned; one that was stopped halfway is not among them.
 */
export async function runTrials(
  setting: TrialSetting,
  task: TrialTask,
  engine: Engine,
  signal?: AbortSignal,
  watch?: TrialWatcher,
): Promise<TrialOutcome[]> {
  const { system, seed, curves } = setting;
  const { scale, points } = curves[task.curve];
  const random = createRandom(seed);
  const outcomes: TrialOutcome[] = [];
  for (let trial = task.first; trial < task.first + task.count && !signal?.aborted; trial++) {
    const stream = random.stream('trial', scale, task.curve, task.point, trial);
    const used = engine.heap.used;
    try {
      const reporter = reporterOf({ ...task, first: trial, count: 1 }, signal, watch);
      const { observables } = await system.trial(points[task.point], stream, engine, reporter);
      const bad = Object.entries(observables).find(([, value]) => !allFinite(value as Measured));
      outcomes.push(
        bad
          ? { failed: `${bad[0]} came out as ${String(bad[1])}` }
          : { observables: observables as Record<string, Measured> },
      );
    } catch (error) {
      if (!(error instanceof OrreryError)) throw error;
      if (signal?.aborted) break;
      outcomes.push({ failed: error.message });
    }
    if (engine.heap.used !== used) throw new Error(`a trial of ${system.id} left memory on the heap`);
  }
  return outcomes;
}

function allFinite(value: Measured): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : value.every(Number.isFinite);
}

function reporterOf(
  trial: TrialTask,
  signal: AbortSignal | undefined,
  watch: TrialWatcher | undefined,
): TrialReporter<string> {
  let fraction = 0;
  let observables: Record<string, Measured> = {};
  return {
    signal: signal ?? NEVER,
    progress(now) {
      fraction = now;
      watch?.(trial, fraction, observables);
    },
    partial(so) {
      observables = so.observables as Record<string, Measured>;
      watch?.(trial, fraction, observables);
    },
  };
}

const NEVER = new AbortController().signal;
