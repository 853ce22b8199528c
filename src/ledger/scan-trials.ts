import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { TrialOutcome } from '../measure/trials.ts';
import { BadInput } from '../numeric/errors.ts';
import { CLOSED, OPEN, parseTrial } from '../record/journal.ts';
import { journalFiles } from '../sweep/sweep.ts';

/** The key in a line that the journal of a run, or of a sweep, wrote itself. */
const KEY = /^\{(?:"at":\d+,"trial":\d+,)?"point":"([0-9a-f]{64})"/;

/** Of a sweep: a line that is of no trial. */
const OTHER = /^\{"at":\d+,"trial":(?:-1,|\d+,"point":"[0-9a-f]{64}","untestable"|\d+,"failed":"(?:[^"\\]|\\.)*"\}$)/;

/**
 * Reads the trials in a record's folder a line at a time, so that none is held but those that
 * `take` keeps; only points that are wanted are parsed. A last line that was torn is left out.
 * Throws `BadInput` naming what is damaged.
 */
export async function scanTrials(
  folder: string,
  isWanted: (point: string) => boolean,
  take: (point: string, trial: number, outcome: TrialOutcome) => void,
): Promise<void> {
  for (const path of [join(folder, CLOSED), join(folder, OPEN), ...journalFiles(folder)]) {
    if (!existsSync(path)) continue;
    let number = 0;
    for await (const line of linesOf(path, path.endsWith('.gz'))) {
      number++;
      const key = KEY.exec(line)?.[1];
      if ((key !== undefined && !isWanted(key)) || OTHER.test(line)) continue;
      const { point, trial, outcome } = parseTrial(line, `${path}, line ${number}`);
      if (isWanted(point)) take(point, trial, outcome);
    }
  }
}

/** What ends with a line feed. */
async function* linesOf(path: string, isZipped: boolean): AsyncGenerator<string> {
  const file = createReadStream(path);
  const stream = isZipped ? file.pipe(createGunzip()) : file;
  if (isZipped) file.on('error', (error) => stream.destroy(error));
  stream.setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of stream) {
      const parts = `${rest}${chunk}`.split('\n');
      rest = parts.pop()!;
      yield* parts;
    }
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput(`${path} is damaged: it cannot be read to its end (${(error as Error).message})`);
  }
}
