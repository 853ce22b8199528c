import { closeSync, openSync, readSync } from 'node:fs';
import type { PointPrediction } from '../measure/theory.ts';
import type { TrialOutcome } from '../measure/trials.ts';
import { BadInput } from '../numeric/errors.ts';
import { type Entry, fromLine, linesIn, THEORY } from './lines.ts';
import { ownJournals, type Sweep, slotsOf } from './sweep.ts';
import { State, Tally } from './tally.ts';

/**
 * The tasks of a sweep where they lie in its journals: what is known of each is read when it is
 * asked for, and only where it lies is held, in seventeen bytes a task.
 */
export class Stored {
  readonly tally: Tally;
  /** Lines that are none: their tasks are open. */
  readonly damaged: number;
  private readonly sweep: Sweep;
  private readonly files: OpenFiles;
  private readonly fileOf: Uint32Array;
  private readonly from: Float64Array;
  private readonly bytes: Uint32Array;
  private here: { place: number; key: string | undefined } | undefined;

  /**
   * Reads every line once. Throws `BadInput` where two lines say different things of one trial, and
   * what the disk throws.
   */
  constructor(sweep: Sweep) {
    this.sweep = sweep;
    this.tally = new Tally(sweep);
    const { length } = this.tally.states;
    this.fileOf = new Uint32Array(length);
    this.from = new Float64Array(length);
    this.bytes = new Uint32Array(length);
    const paths = ownJournals(sweep);
    this.files = new OpenFiles(paths);
    let damaged = 0;
    for (const [file, path] of paths.entries())
      for (const { text, from, bytes } of linesIn(path)) {
        const entry = fromLine(text, true);
        const task = entry && this.tally.taskOf(entry.at, entry.trial);
        if (!entry || (task !== undefined && !this.isOwn(entry))) {
          damaged++;
          continue;
        }
        if (task === undefined) continue;
        if (!this.tally.mark(task, 'failed' in entry.result)) {
          this.checkSame(entry, text, path);
          continue;
        }
        this.fileOf[task] = file;
        this.from[task] = from;
        this.bytes[task] = bytes;
      }
    this.damaged = damaged;
  }

  close(): void {
    this.files.close();
  }

  /**
   * Whether a line is of the point that stands at its place: settings may have been edited since.
   */
  private isOwn({ at, point }: Entry): boolean {
    if (this.here?.place !== at) {
      const there = this.sweep.grid.pointAt(at);
      this.here = { place: at, key: 'key' in there ? there.key : undefined };
    }
    return point === undefined || point === this.here.key;
  }

  /** A trial is the same wherever it is made; a failed one is made again. */
  private checkSame({ at, trial, result }: Entry, text: string, path: string): void {
    const known = this.line(at, trial);
    if (known === undefined || known === text || 'failed' in result) return;
    throw new BadInput(
      `${path} has other values of trial ${trial} at ${JSON.stringify(this.sweep.grid.valuesAt(at))} than a journal before it; remove the one that is wrong`,
    );
  }

  /**
   * The line of a task that was done or failed, without its line feed; undefined for an open one.
   */
  line(place: number, trial: number): string | undefined {
    const task = this.tally.taskOf(place, trial)!;
    const state = this.tally.states[task];
    if (state === State.Open || state === State.Elsewhere) return undefined;
    const buffer = Buffer.allocUnsafe(this.bytes[task]);
    readSync(this.files.handle(this.fileOf[task]), buffer, 0, buffer.length, this.from[task]);
    return buffer.toString('utf8');
  }

  /** What theory says at a place, or why the place was refused; undefined while it is open. */
  theoryAt(place: number): PointPrediction | { refused: string } | undefined {
    const entry = this.entry(place, THEORY);
    if (!entry) return undefined;
    if ('theory' in entry.result) return entry.result.theory;
    return { refused: 'failed' in entry.result ? entry.result.failed : 'its line is damaged' };
  }

  /** The trials at a place that there are, in their order. */
  trialsAt(place: number): TrialOutcome[] {
    const outcomes: TrialOutcome[] = [];
    for (let trial = 0; trial < slotsOf(this.sweep.header) - 1; trial++) {
      const entry = this.entry(place, trial);
      if (entry && !('untestable' in entry.result) && !('theory' in entry.result)) outcomes.push(entry.result);
    }
    return outcomes;
  }

  /** Of a place that is the same point as an earlier one, what that one has. */
  private entry(place: number, trial: number): Entry | undefined {
    const line = this.line(this.sweep.grid.representative(place), trial);
    return line === undefined ? undefined : fromLine(line);
  }
}

/**
 * Files that are open at once: a process may have a thousand, and a cluster writes more journals.
 */
const MOST_OPEN = 200;

class OpenFiles {
  private readonly paths: readonly string[];
  private readonly open = new Map<number, number>();

  constructor(paths: readonly string[]) {
    this.paths = paths;
  }

  /** Of the file of this number, for as long as not many others are asked for. */
  handle(file: number): number {
    const known = this.open.get(file);
    if (known !== undefined) return known;
    if (this.open.size >= MOST_OPEN) {
      const [[oldest, handle]] = this.open;
      closeSync(handle);
      this.open.delete(oldest);
    }
    const handle = openSync(this.paths[file], 'r');
    this.open.set(file, handle);
    return handle;
  }

  close(): void {
    for (const handle of this.open.values()) closeSync(handle);
    this.open.clear();
  }
}
