import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../numeric/errors.ts';
import { isSweep, journalPath, journalsOf, type Sweep, type SweepHeader, writeHeader } from './sweep.ts';
import { THEORIES, TRIALS } from './table.ts';
import { unpack } from './unpack.ts';

/** Whether its table was made with no task open. */
export function hasEnded(folder: string): boolean {
  return isSweep(folder) && existsSync(join(folder, TRIALS));
}

/**
 * Makes journals of what a sweep that had ended left, so that it can go on. Throws `BadInput` for a
 * file that is damaged.
 */
export async function reopen(sweep: Sweep): Promise<void> {
  const { folder } = sweep;
  mkdirSync(journalsOf(folder), { recursive: true });
  // Trials last: without them it has ended no more.
  for (const name of [THEORIES, TRIALS]) {
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    await unpack(path, journalPath(sweep, `0-${name.replace('.jsonl.gz', '')}`));
    rmSync(path);
  }
}

/** More trials at every point. */
export function withTrials(sweep: Sweep, trials: number): Sweep {
  const { header, folder } = sweep;
  if (trials === header.trials) return sweep;
  if (trials < header.trials)
    throw new BadInput(
      `--trials is ${trials}, but ${folder} has ${header.trials} at every point; give more, or leave it out`,
    );
  const more: SweepHeader = { ...header, trials };
  writeHeader(folder, more);
  return { ...sweep, header: more };
}
