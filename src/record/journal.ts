import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { TrialOutcome } from '../measure/trials.ts';
import { BadInput } from '../numeric/errors.ts';
import { AppendLog, wholeLines } from './append-log.ts';
import { PACKED, type Packed, packed, unpacked } from './packed.ts';
import { replaceFile } from './replace-file.ts';

/** Trials by the key of their point and their number; a trial that is not there is a hole. */
export type KnownTrials = Map<string, TrialOutcome[]>;

export const OPEN = 'trials.jsonl';
export const CLOSED = 'trials.jsonl.gz';

/**
 * The trials of a run as they end, a line of JSON each, appended to `trials.jsonl`. Throws what
 * `node:fs` throws.
 */
export class Journal {
  private readonly folder: string;
  private readonly log: AppendLog;

  /** A folder that is there; what its journal has is kept. */
  constructor(folder: string) {
    this.folder = folder;
    this.log = new AppendLog(join(folder, OPEN));
  }

  /** Consecutive trials at a point, from number `first`. */
  keep(point: string, first: number, outcomes: readonly TrialOutcome[]): void {
    const lines = outcomes.map((outcome, i) => `${JSON.stringify({ point, trial: first + i, ...packed(outcome) })}\n`);
    this.log.append(lines.join(''));
  }

  /** All of it is on the disk, in `trials.jsonl.gz` with what was there before. */
  close(): void {
    this.log.close();
    const [open, closed] = [join(this.folder, OPEN), join(this.folder, CLOSED)];
    // Members of gzip one after the other are one file.
    const before = existsSync(closed) ? [readFileSync(closed)] : [];
    replaceFile(closed, Buffer.concat([...before, gzipSync(readFileSync(open))]), open);
  }

  /** Ends it as it is. */
  abandon(): void {
    this.log.abandon();
  }
}

/**
 * The trials in a record's folder, of runs that ended and of one that was killed. A last line that
 * was torn is left out. Throws `BadInput` naming a line that is damaged.
 */
export function readTrials(folder: string): KnownTrials {
  const known: KnownTrials = new Map();
  for (const name of [CLOSED, OPEN]) {
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    const bytes = name === CLOSED ? unzipped(path) : readFileSync(path);
    let [line, from] = [0, 0];
    const end = wholeLines(bytes);
    while (from < end) {
      const to = bytes.indexOf(0x0a, from);
      line++;
      readLine(bytes.toString('utf8', from, to), `${path}, line ${line}`, known);
      from = to + 1;
    }
  }
  return known;
}

/** Whether there are trials to go on from. */
export function hasTrials(folder: string): boolean {
  return [CLOSED, OPEN].some((name) => existsSync(join(folder, name)) && statSync(join(folder, name)).size > 0);
}

function readLine(text: string, where: string, known: KnownTrials): void {
  const { point, trial, outcome } = parseTrial(text, where);
  const outcomes = known.get(point) ?? [];
  outcomes[trial] = outcome;
  known.set(point, outcomes);
}

/** One line of a journal. Throws `BadInput` with `where` for a damaged one. */
export function parseTrial(text: string, where: string): { point: string; trial: number; outcome: TrialOutcome } {
  const damaged = (why: string) =>
    new BadInput(`${where} is damaged: ${why}; without that line the other trials can be used`);
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    throw damaged('it is no JSON');
  }
  if (!PLACE.safeParse(line).success) throw damaged('it names no trial of a point');
  if (!PACKED.safeParse(line).success) throw damaged('its values are not as they were written');
  const { point, trial, ...outcome } = line as Packed & z.output<typeof PLACE>;
  return { point, trial, outcome: unpacked(outcome as Packed) };
}

/** Lines of one trial after another, all failed alike, are packed to a sixtieth. */
const EXPANSION = 200;

function unzipped(path: string): Buffer {
  const bytes = readFileSync(path);
  try {
    return gunzipSync(bytes, { maxOutputLength: 2 ** 24 + EXPANSION * bytes.length });
  } catch (error) {
    const isBomb = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new BadInput(
      `${path} is damaged: it ${isBomb ? `unpacks to more than ${EXPANSION} times its size` : 'cannot be decompressed'}; the run has to be made anew`,
    );
  }
}

/** More trials of a point are not made: `--trials` ends there. */
const MOST_TRIALS = 1e6;
const PLACE = z.looseObject({ point: z.string(), trial: z.int().min(0).max(MOST_TRIALS) });
