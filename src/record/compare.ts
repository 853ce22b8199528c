import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../numeric/errors.ts';
import type { RunResult } from '../run/conduct.ts';
import { pointRows, toCsv } from './points.ts';

/**
 * Where the points of a result differ from those of a record, in words; empty when every number is the same to the bit (the files
 * hold the shortest digits that read back to the same float64). Throws `BadInput` when the record has no points.
 */
export function differences(folder: string, result: RunResult): string[] {
  const file = join(folder, 'points.csv');
  if (!existsSync(file)) throw new BadInput(`${folder} has no points.csv: the record is damaged`);
  const then = readFileSync(file, 'utf8').split('\r\n');
  const now = toCsv(pointRows(result)).split('\r\n');
  const found: string[] = [];
  for (let line = 0; line < Math.max(then.length, now.length); line++)
    if (then[line] !== now[line])
      found.push(`line ${line + 1} of points.csv was \`${then[line] ?? ''}\` and is now \`${now[line] ?? ''}\``);
  return found;
}
