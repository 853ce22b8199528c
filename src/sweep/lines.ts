import { closeSync, openSync, readSync } from 'node:fs';
import type { PointPrediction } from '../measure/theory.ts';
import type { TrialOutcome } from '../measure/trials.ts';
import { type Array64, fromText, PACKED, packed, toText, unpacked } from '../record/packed.ts';

/** The number that theory has among the trials of a point. */
export const THEORY = -1;

/** What came of one task: a trial at a place on the grid, or the theory there. */
export interface Entry {
  at: number;
  /** The number of the trial, or `THEORY`. */
  trial: number;
  /** The point's key; absent where the place is refused. */
  point?: string;
  result: EntryResult;
}

export type EntryResult =
  | TrialOutcome
  | { theory: PointPrediction }
  /** Theory speaks here and no trial can be made, for this reason. */
  | { untestable: string };

/** A line of JSON, which begins with what a tally needs. */
export function toLine({ at, trial, point, result }: Entry): string {
  const rest =
    'theory' in result ? { theory: packTheory(result.theory) } : 'untestable' in result ? result : packed(result);
  const failed = 'failed' in result && { failed: result.failed };
  return `${JSON.stringify({ at, trial, ...failed, ...(point !== undefined && { point }), ...rest })}\n`;
}

/**
 * Undefined for a line that is none: a machine that lost power may leave one. `isNew`: nobody has
 * looked at it, so that the values are checked too.
 */
export function fromLine(text: string, isNew = false): Entry | undefined {
  if (!text.endsWith('}')) return undefined;
  try {
    const { at, trial, point, ...rest } = JSON.parse(text);
    if (!Number.isInteger(at) || !Number.isInteger(trial)) return undefined;
    const isTrial = !('theory' in rest || 'untestable' in rest);
    if (isNew && isTrial && !PACKED.safeParse(rest).success) return undefined;
    const result: EntryResult =
      'theory' in rest ? { theory: unpackTheory(rest.theory) } : 'untestable' in rest ? rest : unpacked(rest);
    return { at, trial, ...(point !== undefined && { point }), result };
  } catch {
    return undefined;
  }
}

const HEAD = /^\{"at":(\d+),"trial":(-?\d+),("failed")?/;

/**
 * Place, trial and whether it failed, read off the head of a line; undefined for a line that is
 * none.
 */
export function readHead(text: string): { at: number; trial: number; failed: boolean } | undefined {
  const found = text.endsWith('}') ? HEAD.exec(text) : null;
  return found ? { at: Number(found[1]), trial: Number(found[2]), failed: found[3] !== undefined } : undefined;
}

const BLOCK = 1 << 20;

/**
 * Every whole line of a file from a place on where one begins, with where it begins and how many
 * bytes it has, the line feed left out: no more than a block and a line are held at once. A last
 * line that was torn is left out.
 */
export function* linesIn(path: string, position = 0): Generator<{ text: string; from: number; bytes: number }> {
  const file = openSync(path, 'r');
  try {
    let [held, start] = [Buffer.alloc(0), position];
    for (;;) {
      const block = Buffer.allocUnsafe(BLOCK);
      const read = readSync(file, block, 0, BLOCK, position);
      if (read === 0) return;
      position += read;
      held = held.length === 0 ? block.subarray(0, read) : Buffer.concat([held, block.subarray(0, read)]);
      let from = 0;
      for (let to = held.indexOf(0x0a); to >= 0; to = held.indexOf(0x0a, from)) {
        yield { text: held.toString('utf8', from, to), from: start + from, bytes: to - from };
        from = to + 1;
      }
      start += from;
      held = held.subarray(from);
    }
  } finally {
    closeSync(file);
  }
}

/** A number, or the word for one that JSON has not. */
type PackedNumber = number | string;
interface PackedQuantity {
  value: PackedNumber | Array64;
  error: PackedNumber;
}
type PackedTheory = { observables: Record<string, PackedQuantity> } | { reason: string };

/** Without the finer lines, which only a figure shows. */
function packTheory(prediction: PointPrediction): PackedTheory {
  if ('reason' in prediction) return prediction;
  return {
    observables: Object.fromEntries(
      Object.entries(prediction.observables).map(([name, { value, error }]): [string, PackedQuantity] => [
        name,
        { value: typeof value === 'number' ? number(value) : toText(value), error: number(error) },
      ]),
    ),
  };
}

function unpackTheory(line: PackedTheory): PointPrediction {
  if ('reason' in line) return line;
  return {
    observables: Object.fromEntries(
      Object.entries(line.observables).map(([name, { value, error }]) => [
        name,
        { value: typeof value === 'object' ? fromText(value) : Number(value), error: Number(error) },
      ]),
    ),
  };
}

/** JSON has no word for infinities, nor for −0. */
function number(value: number): PackedNumber {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}
