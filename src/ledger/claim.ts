import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { distinctPoints, type Plan } from '../plan/plan.ts';
import { beganAt } from '../record/record.ts';
import { isSweep } from '../sweep/sweep.ts';
import { type ListedRun, listRuns } from './listing.ts';
import { type Filed, readPredictions } from './registration.ts';
import { scanTrials } from './scan-trials.ts';

/** What was registered of the points of a run. */
export interface Claim extends Filed {
  /**
   * The points that nobody had measured when it was registered, by their keys; none, where it came
   * too late.
   */
  keys: ReadonlySet<string>;
  /** The record that had measured the others, or all of them, before. */
  earlier?: string;
  /** How many more predictions of these points are registered. */
  others: number;
}

/**
 * The last prediction of any points of a plan that was registered under `out` before these were
 * measured there; where all came after, the last of them, with no point. What is refused is told to
 * `hear`.
 */
export async function claimOn(out: string, plan: Plan, hear: (problem: string) => void): Promise<Claim | undefined> {
  if (!existsSync(out)) return undefined;
  const { predictions, problems } = readPredictions(out);
  problems.forEach(hear);
  const wanted = new Set(distinctPoints(plan).map(({ key }) => key));
  const fitting = predictions.filter(
    ({ prediction }) => prediction.system === plan.system.id && prediction.points.some(({ key }) => wanted.has(key)),
  );
  if (fitting.length === 0) return undefined;
  const measured = await firstMeasured(out, plan, wanted);
  const claims = fitting.map((filed): Claim => {
    const { created, points } = filed.prediction;
    const keys = points.map(({ key }) => key).filter((key) => wanted.has(key));
    const since = (key: string) => measured.get(key);
    const isLate = (key: string) => since(key) !== undefined && since(key)!.at.toISOString() <= created;
    const late = keys.find(isLate);
    return {
      ...filed,
      keys: new Set(keys.filter((key) => !isLate(key))),
      ...(late !== undefined && { earlier: since(late)!.run }),
      others: fitting.length - 1,
    };
  });
  return claims.findLast(({ keys }) => keys.size > 0) ?? claims.at(-1);
}

interface Measured {
  run: string;
  at: Date;
}

/** When each point was first measured, in any record that is there. */
async function firstMeasured(
  out: string,
  { system }: Plan,
  wanted: ReadonlySet<string>,
): Promise<Map<string, Measured>> {
  const first = new Map<string, Measured>();
  for (const one of listRuns(out).runs) {
    if (one.header.system !== system.id) continue;
    const at = beganAt(one.folder, one.header as Parameters<typeof beganAt>[1]);
    for (const key of await keysOf(one, wanted)) {
      const before = first.get(key);
      if (wanted.has(key) && (before === undefined || at < before.at)) first.set(key, { run: one.run, at });
    }
  }
  return first;
}

async function keysOf({ folder, state }: ListedRun, wanted: ReadonlySet<string>): Promise<Iterable<string>> {
  if (isSweep(folder)) {
    // A sweep of millions of points names them by its trials alone.
    const found = new Set<string>();
    await scanTrials(
      folder,
      (point) => wanted.has(point),
      (point) => found.add(point),
    );
    return found;
  }
  const name = state === 'running' || state === 'killed' ? 'run.json' : 'manifest.json';
  const { pointKeys = [] } = JSON.parse(readFileSync(join(resolve(folder), name), 'utf8').replace(/^\uFEFF/, ''));
  return (pointKeys as string[][]).flat();
}
