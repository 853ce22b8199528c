import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BadInput } from '../numeric/errors.ts';
import { replaceFile } from '../record/replace-file.ts';
import { journalsOf, type Sweep, type SweepHeader, writeHeader } from './sweep.ts';
import { THEORIES, TRIALS } from './table.ts';

/** Whether its table was made with no task open. */
export function hasEnded(folder: string): boolean {
  return existsSync(join(folder, TRIALS));
}

/**
 * Makes journals of what a sweep that had ended left, so that it can go on: the first of them, by
 * name. Throws `BadInput` for a file that is damaged.
 */
export function reopen(folder: string): void {
  mkdirSync(journalsOf(folder), { recursive: true });
  for (const name of [THEORIES, TRIALS]) {
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    let lines: Buffer;
    try {
      lines = gunzipSync(readFileSync(path));
    } catch {
      throw new BadInput(`${path} is damaged: it cannot be decompressed; the sweep has to be made anew`);
    }
    replaceFile(join(journalsOf(folder), `0-${name.replace('.gz', '')}`), lines);
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
