import { closeSync, openSync, readSync } from 'node:fs';
import type { PointPrediction } from '../measure/theory.ts';
import type { TrialOutcome } from '../measure/trials.ts';
import { type Entry, fromLine, linesIn, THEORY } from './lines.ts';
import { journalFiles, type Sweep, slotsOf } from './sweep.ts';
import { State, Tally } from './tally.ts';

/**
 * The tasks of a sweep where they lie in its journals: what is known of each is read when it is
 * asked for, and only where it lies is held, in fifteen bytes a task.
 */
export class Stored {
  readonly tally: Tally;
  /** Lines that are none: their tasks are open. */
  readonly damaged: number;
  private readonly sweep: Sweep;
  private readonly files: number[];
  private readonly fileOf: Uint16Array;
  private readonly from: Float64Array;
  private readonly bytes: Uint32Array;

  /** Reads every line once. Throws what the disk throws. */
  constructor(sweep: Sweep) {
    this.sweep = sweep;
    this.tally = new Tally(sweep);
    const { length } = this.tally.states;
    this.fileOf = new Uint16Array(length);
    this.from = new Float64Array(length);
    this.bytes = new Uint32Array(length);
    const paths = journalFiles(sweep.folder);
    this.files = paths.map((path) => openSync(path, 'r'));
    let damaged = 0;
    for (const [file, path] of paths.entries())
      for (const { text, from, bytes } of linesIn(path)) {
        const entry = fromLine(text, true);
        const task = entry && this.tally.taskOf(entry.at, entry.trial);
        if (!entry) damaged++;
        if (task === undefined || !this.tally.mark(task, 'failed' in entry!.result)) continue;
        this.fileOf[task] = file;
        this.from[task] = from;
        this.bytes[task] = bytes;
      }
    this.damaged = damaged;
  }

  close(): void {
    for (const file of this.files) closeSync(file);
  }

  /**
   * The line of a task that was done or failed, without its line feed; undefined for an open one.
   */
  line(place: number, trial: number): string | undefined {
    const task = this.tally.taskOf(place, trial)!;
    const state = this.tally.states[task];
    if (state === State.Open || state === State.Elsewhere) return undefined;
    const buffer = Buffer.allocUnsafe(this.bytes[task]);
    readSync(this.files[this.fileOf[task]], buffer, 0, buffer.length, this.from[task]);
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
