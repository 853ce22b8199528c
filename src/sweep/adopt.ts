import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../numeric/errors.ts';
import { AppendLog } from '../record/append-log.ts';
import type { Header } from '../record/header.ts';
import { readHeader } from '../record/record.ts';
import { sourcesDiffer } from '../record/same-trials.ts';
import { looksOf } from '../run/trial-bench.ts';
import { versions } from '../run/version.ts';
import { linesIn, THEORY } from './lines.ts';
import {
  isSweep,
  journalFiles,
  journalPath,
  journalsOf,
  readSweepHeader,
  type Sweep,
  type SweepHeader,
  writeHeader,
} from './sweep.ts';
import { readSweepManifest, type SweepManifest, THEORIES, TRIALS } from './table.ts';
import type { Tally } from './tally.ts';
import { unpack } from './unpack.ts';

/**
 * Takes the tasks of a sweep that are open from another sweep, or from the record of a run: a trial
 * is known by its point and number wherever it was made. Returns how many were taken. Throws
 * `BadInput` where the other was made under something else.
 */
export async function adopt(sweep: Sweep, tally: Tally, other: string): Promise<number> {
  const its = checkKin(sweep, other);
  const places = new Map<string, number>();
  for (let place = 0; place < sweep.grid.size; place++) {
    const point = sweep.grid.pointAt(place);
    if ('key' in point && !places.has(point.key)) places.set(point.key, place);
  }
  const label = `adopted-${Date.now()}-${process.pid}`;
  const log = new AppendLog(journalPath(sweep, label));
  let taken = 0;
  const take = (path: string) => {
    for (const { text } of linesIn(path)) {
      const line = readAny(text);
      const at = line && places.get(line.point);
      const task = at === undefined ? undefined : tally.taskOf(at, line!.trial);
      if (task === undefined || !tally.mark(task, false)) continue;
      log.append(line!.lineAt(at!));
      taken++;
    }
  };
  for (const path of journalFiles(other)) take(path);
  if (existsSync(join(other, 'trials.jsonl'))) take(join(other, 'trials.jsonl'));
  for (const name of [THEORIES, TRIALS]) {
    if (!existsSync(join(other, name))) continue;
    const unpacked = join(journalsOf(sweep.folder), `${label}.tmp`);
    await unpack(join(other, name), unpacked);
    take(unpacked);
    rmSync(unpacked);
  }
  log.close();
  if (taken > 0) addLooks(sweep, its);
  return taken;
}

/** What the other showed of these trials was seen. */
function addLooks({ folder }: Sweep, its: Kin): void {
  // As it is now: others may have added theirs.
  const header = readSweepHeader(folder);
  const seen = 'verdict' in its ? 1 : 0;
  const all = its.trials === 'auto' && seen > 0 ? looksOf('auto') : seen;
  const looksBefore = Math.max(header.looksBefore ?? 0, (its.looksBefore ?? 0) + all);
  if (looksBefore > (header.looksBefore ?? 0)) writeHeader(folder, { ...header, looksBefore });
}

type Kin = Header | SweepHeader | SweepManifest;

function checkKin({ header }: Sweep, other: string): Kin {
  const its: Kin = !isSweep(other)
    ? readHeader(other)
    : existsSync(join(other, 'manifest.json'))
      ? readSweepManifest(other)
      : readSweepHeader(other);
  const differing = sourcesDiffer({ ...header, versions: versions() }, its);
  if (differing)
    throw new BadInput(
      `${other} has ${differing.what} ${differing.b}, and ${differing.what} here is ${differing.a}: its trials are not those of this sweep`,
    );
  return its;
}

/**
 * A line of a sweep, or of a run, as this sweep would have written it at its own place; undefined
 * for a task that failed, which is done again, and for a line that is none.
 */
function readAny(text: string): { point: string; trial: number; lineAt: (place: number) => string } | undefined {
  try {
    const { at: _, trial, point, exhibits: __, ...rest } = JSON.parse(text);
    if (typeof point !== 'string' || !Number.isInteger(trial) || trial < THEORY || 'failed' in rest) return undefined;
    return { point, trial, lineAt: (at) => `${JSON.stringify({ at, trial, point, ...rest })}\n` };
  } catch {
    return undefined;
  }
}
