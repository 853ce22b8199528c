import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../numeric/errors.ts';
import { journalsOf, type Sweep, type SweepHeader, writeHeader } from './sweep.ts';
import { THEORIES, TRIALS } from './table.ts';
import { unpack } from './unpack.ts';

/** Whether its table was made with no task open. */
export function hasEnded(folder: string): boolean {
  return existsSync(join(folder, TRIALS));
}

/**
 * Makes journals of what a sweep that had ended left, so that it can go on. Throws `BadInput` for a
 * file that is damaged.
 */
export async function reopen(folder: string): Promise<void> {
  mkdirSync(journalsOf(folder), { recursive: true });
  // Trials last: without them it has ended no more.
  for (const name of [THEORIES, TRIALS]) {
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    await unpack(path, join(journalsOf(folder), `0-${name.replace('.gz', '')}`));
    rmSync(path);
  }
}

/** More trials at every point. What was judged with fewer has been looked at. */
export function withTrials(sweep: Sweep, trials: number): Sweep {
  const { header, folder } = sweep;
  if (trials === header.trials) return sweep;
  if (trials < header.trials)
    throw new BadInput(
      `--trials is ${trials}, but ${folder} has ${header.trials} at every point; give more, or leave it out`,
    );
  const seen = existsSync(join(folder, 'manifest.json')) ? 1 : 0;
  const looksBefore = (header.looksBefore ?? 0) + seen;
  const more: SweepHeader = { ...header, trials, ...(looksBefore > 0 && { looksBefore }) };
  writeHeader(folder, more);
  return { ...sweep, header: more };
}
