import { existsSync } from 'node:fs';
import { distinctPoints, type Plan } from '../plan/plan.ts';
import type { KnownTrials } from '../record/journal.ts';
import { sourcesDiffer } from '../record/same-trials.ts';
import type { Conditions, RunResult } from '../run/conduct.ts';
import { versions } from '../run/version.ts';
import { type ListedRun, listRuns } from './listing.ts';
import { looksBefore } from './looks.ts';
import { scanTrials } from './scan-trials.ts';

/** Trials that records have of what a run asks for. */
export interface Shelf {
  trials: KnownTrials;
  /** By the key of a point and the number of a trial: the record that it is from. */
  from: ReadonlyMap<string, readonly string[]>;
  /** How often verdicts on them were looked at, in the sense of `Conditions.looksBefore`. */
  looksBefore: number;
}

type Asked = Pick<Conditions, 'seed' | 'trials' | 'margin' | 'shown'> & { engine: string; engineDescription: string };

/**
 * The trials under `out` that are to the bit those that a run would make: of the same system, seed,
 * version and engine, at the same points. What cannot be read is told to `hear` and left out.
 */
export async function shelfOf(out: string, plan: Plan, asked: Asked, hear: (problem: string) => void): Promise<Shelf> {
  const keys = new Set(distinctPoints(plan).map(({ key }) => key));
  const most = asked.trials === 'auto' ? Infinity : asked.trials;
  const trials: KnownTrials = new Map();
  const from = new Map<string, string[]>();
  const used: ListedRun['header'][] = [];
  const { runs, problems } = existsSync(out) ? listRuns(out) : { runs: [], problems: [] };
  problems.forEach(hear);
  for (const { run, folder, header } of runs.filter((one) => isAlike(one.header, plan, asked))) {
    let isUsed = false;
    try {
      await scanTrials(
        folder,
        (point) => keys.has(point),
        (point, trial, outcome) => {
          if (trial >= most) return;
          isUsed = true;
          const [outcomes, records] = [trials.get(point) ?? [], from.get(point) ?? []];
          if (outcomes[trial] === undefined) [outcomes[trial], records[trial]] = [outcome, run];
          trials.set(point, outcomes);
          from.set(point, records);
        },
      );
    } catch (error) {
      hear(`the rest of ${run} is not reused: ${(error as Error).message}`);
    }
    if (isUsed) used.push(header);
  }
  return { trials, from, looksBefore: looksBefore(used, asked) };
}

/** Which records trials are taken from, and how many of the first `count` at each point. */
export function takenFrom({ from }: Shelf, countOf: (point: string) => number): { record: string; trials: number }[] {
  const taken = new Map<string, number>();
  for (const [point, records] of from)
    for (const record of records.slice(0, countOf(point)))
      if (record !== undefined) taken.set(record, (taken.get(record) ?? 0) + 1);
  return [...taken].map(([record, trials]) => ({ record, trials }));
}

/** The trials that a run came to have at each point, failed ones included, by its key. */
export function countsOf({ points }: Pick<RunResult, 'points'>): (point: string) => number {
  const counts = new Map(
    points
      .flat()
      .map(({ key, trials, failures }) => [
        key,
        trials + Object.values(failures).reduce((sum, failed) => sum + failed, 0),
      ]),
  );
  return (point) => counts.get(point) ?? 0;
}

function isAlike(header: ListedRun['header'], { system }: Plan, asked: Asked): boolean {
  const own = { ...asked, system: system.id, origin: system.origin, versions: versions() };
  return header.schema !== 'orrery-record/1' && sourcesDiffer(own, header) === undefined;
}
