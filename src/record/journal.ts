import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { TrialOutcome, TrialValues } from '../measure/trials.ts';
import { BadInput } from '../numeric/errors.ts';
import type { Exhibit, Measured } from '../systems/contract.ts';
import { replaceFile } from './replace-file.ts';

/** Trials by the key of their point and their number; a trial that is not there is a hole. */
export type KnownTrials = Map<string, TrialOutcome[]>;

const OPEN = 'trials.jsonl';
const CLOSED = 'trials.jsonl.gz';

/** Milliseconds; what is younger may be lost with the machine, though not with the process. */
const SYNC = 1000;

/**
 * The trials of a run as they end, a line of JSON each, appended to `trials.jsonl`: a process that
 * is killed loses what is in flight and nothing else. A line that was torn is cut off before the
 * next is written. Throws what `node:fs` throws.
 */
export class Journal {
  private readonly folder: string;
  private readonly file: number;
  private size: number;
  private synced = performance.now();
  /** Lines that the disk did not take, to be tried again with the next. */
  private waiting = '';

  /** A folder that is there; what its journal has is kept. */
  constructor(folder: string) {
    this.folder = folder;
    const path = join(folder, OPEN);
    this.size = existsSync(path) ? wholeLines(readFileSync(path)) : 0;
    this.file = openSync(path, 'a');
    ftruncateSync(this.file, this.size);
  }

  /** Consecutive trials at a point, from number `first`. */
  keep(point: string, first: number, outcomes: readonly TrialOutcome[]): void {
    const lines = outcomes.map((outcome, i) => `${JSON.stringify({ point, trial: first + i, ...packed(outcome) })}\n`);
    this.waiting += lines.join('');
    const bytes = Buffer.from(this.waiting);
    try {
      let written = 0;
      while (written < bytes.length) written += writeSync(this.file, bytes, written);
    } catch (error) {
      ftruncateSync(this.file, this.size);
      throw error;
    }
    this.size += bytes.length;
    this.waiting = '';
    if (performance.now() - this.synced < SYNC) return;
    fsyncSync(this.file);
    this.synced = performance.now();
  }

  /** All of it is on the disk, in `trials.jsonl.gz` with what was there before. */
  close(): void {
    fsyncSync(this.file);
    closeSync(this.file);
    const [open, closed] = [join(this.folder, OPEN), join(this.folder, CLOSED)];
    // Members of gzip one after the other are one file.
    const before = existsSync(closed) ? [readFileSync(closed)] : [];
    replaceFile(closed, Buffer.concat([...before, gzipSync(readFileSync(open))]), open);
  }

  /** Ends it as it is. */
  abandon(): void {
    closeSync(this.file);
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
  const outcomes = known.get(point) ?? [];
  outcomes[trial] = unpacked(outcome as Packed);
  known.set(point, outcomes);
}

/** The length of what ends with a line feed. */
function wholeLines(bytes: Uint8Array): number {
  return bytes.lastIndexOf(0x0a) + 1;
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

/**
 * Curves and matrices in base64 of their float64 in little-endian order: their bits, in little
 * room.
 */
type Array64 = { f64: string };
/** What JSON would write as another number. */
type Odd = { number: '-0' };
type Packed =
  | { failed: string }
  | (Omit<TrialValues, 'observables' | 'exhibits'> & {
      observables: Record<string, number | Odd | Array64>;
      exhibits?: (Omit<Exhibit, 'values'> & { values: Array64 })[];
    });

/** More trials of a point are not made: `--trials` ends there. */
const MOST_TRIALS = 1e6;
const PLACE = z.looseObject({ point: z.string(), trial: z.int().min(0).max(MOST_TRIALS) });
const words = z.record(z.string(), z.string());
const array64 = z.object({ f64: z.base64().refine((text) => Buffer.byteLength(text, 'base64') % 8 === 0) });
const PACKED = z.union([
  z.looseObject({ failed: z.string() }),
  z.looseObject({
    failed: z.never().optional(),
    observables: z.record(z.string(), z.union([z.number(), z.object({ number: z.literal('-0') }), array64])),
    withoutValue: words.optional(),
    without: words.optional(),
    exhibits: z
      .array(z.object({ title: z.string(), rows: z.int().min(0), columns: z.int().min(0), values: array64 }))
      .optional(),
  }),
]);

function packed(outcome: TrialOutcome): Packed {
  if ('failed' in outcome) return outcome;
  const { observables, exhibits, ...rest } = outcome;
  return {
    observables: Object.fromEntries(
      Object.entries(observables).map(([name, value]) => [
        name,
        typeof value !== 'number' ? toText(value) : Object.is(value, -0) ? { number: '-0' } : value,
      ]),
    ),
    ...rest,
    ...(exhibits && { exhibits: exhibits.map((one) => ({ ...one, values: toText(one.values) })) }),
  };
}

function unpacked(line: Packed): TrialOutcome {
  if ('failed' in line) return line;
  const { observables, exhibits, ...rest } = line;
  return {
    observables: Object.fromEntries(
      Object.entries(observables).map(([name, value]): [string, Measured] => [
        name,
        typeof value === 'number' ? value : 'number' in value ? -0 : fromText(value),
      ]),
    ),
    ...rest,
    ...(exhibits && { exhibits: exhibits.map((one) => ({ ...one, values: fromText(one.values) })) }),
  };
}

function toText(values: Float64Array): Array64 {
  return { f64: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64') };
}

function fromText({ f64 }: Array64): Float64Array {
  const bytes = Buffer.from(f64, 'base64');
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
