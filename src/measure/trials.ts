import { OrreryError } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import type { Point } from '../plan/plan.ts';
import type { Exhibit, Measured, Trial } from '../systems/contract.ts';
import { type StopSign, stoppedBy } from './reporter.ts';
import { checkShape, type Workshop } from './workshop.ts';

/**
 * What one trial left: its observables, of which some may have failed on their own, or why it
 * failed as a whole.
 */
export type TrialOutcome = TrialValues | { failed: string };

export interface TrialValues {
  observables: Record<string, Measured>;
  /** Observables that came out as no number, with what they came out as. */
  withoutValue?: Record<string, string>;
  /** Observables that the trial says it cannot have, with the reason. */
  without?: Record<string, string>;
  /** Of the first trial of a point alone. */
  exhibits?: Exhibit[];
}

/**
 * Hears of a long trial while it runs: its number, the fraction done, and the observables so far,
 * of which curves may be prefixes.
 */
export type TrialWatcher = (trial: number, fraction: number, observables: Record<string, Measured>) => void;

export interface TrialRange {
  /** Number of the first trial, from 0. */
  first: number;
  count: number;
}

/**
 * Some consecutive trials at one point. Each has a random stream of its own, named by the point's
 * key and the number of the trial, so that its numbers depend neither on who runs it nor on what
 * else is run. A trial that throws a typed error is a failed trial with a reason, and an observable
 * that is not finite fails alone; any other error is a defect and is thrown on. When `signal`
 * fires, the trials done so far are returned; one that was stopped halfway is not among them.
 */
export async function runTrials(
  workshop: Workshop,
  seed: string,
  point: Point,
  { first, count }: TrialRange,
  signal?: StopSign,
  watch?: TrialWatcher,
): Promise<TrialOutcome[]> {
  const { system, engine } = workshop;
  const seeded = createRandom(seed);
  const wanted = new Set(Object.keys(system.observables));
  const outcomes: TrialOutcome[] = [];
  for (let trial = first; trial < first + count && !signal?.aborted; trial++) {
    const random = seeded.stream('trial', point.key, trial);
    const used = engine.heap.used;
    try {
      const reporter = reporterOf(trial, signal, watch);
      const made = await system.trial(workshop.problem(point, reporter.check), { random, engine, reporter, wanted });
      for (const [name, value] of Object.entries(made.observables)) checkShape(workshop, point, name, value, 'trial');
      outcomes.push(valuesOf(made, trial === 0));
    } catch (error) {
      if (!(error instanceof OrreryError)) throw error;
      if (signal?.aborted) break;
      outcomes.push({ failed: error.message });
    }
    if (engine.heap.used !== used) throw new Error(`a trial of ${system.id} left memory on the heap`);
  }
  return outcomes;
}

function valuesOf({ observables, without, exhibits }: Trial, isFirst: boolean): TrialValues {
  const all = Object.entries(observables) as [string, Measured][];
  const bad = all.filter(([, value]) => !allFinite(value));
  return {
    observables: Object.fromEntries(all.filter(([, value]) => allFinite(value))),
    ...(bad.length > 0 && { withoutValue: Object.fromEntries(bad.map(([name, value]) => [name, oddValue(value)])) }),
    ...(without && { without: without as Record<string, string> }),
    ...(isFirst && exhibits && exhibits.length > 0 && { exhibits }),
  };
}

function allFinite(value: Measured): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : value.every(Number.isFinite);
}

function oddValue(value: Measured): string {
  return String(typeof value === 'number' ? value : value.find((one) => !Number.isFinite(one)));
}

function reporterOf(trial: number, signal: StopSign | undefined, watch: TrialWatcher | undefined) {
  let fraction = 0;
  let observables: Record<string, Measured> = {};
  return {
    check: stoppedBy(signal),
    progress(now: number) {
      fraction = now;
      watch?.(trial, fraction, observables);
    },
    partial(so: Trial) {
      observables = so.observables as Record<string, Measured>;
      watch?.(trial, fraction, observables);
    },
  };
}
