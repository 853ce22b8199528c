import { linesIn, readHead, THEORY } from './lines.ts';
import { ownJournals, type Sweep, slotsOf } from './sweep.ts';

/**
 * What became of a task; `Elsewhere`: its place is the same point as an earlier one, which does it.
 */
export const State = { Open: 0, Done: 1, Failed: 2, Elsewhere: 3 } as const;

/** Consecutive tasks, the end not among them. */
export type Range = [first: number, end: number];

/** Every task of a sweep by its number, a byte each: point by point, theory before the trials. */
export class Tally {
  readonly states: Uint8Array;
  done = 0;
  failed = 0;
  /** Tasks in all, without those elsewhere. */
  readonly tasks: number;
  private readonly slots: number;

  constructor({ grid, header }: Sweep) {
    this.slots = slotsOf(header);
    this.states = new Uint8Array(grid.size * this.slots);
    let elsewhere = 0;
    for (let place = 0; place < grid.size; place++) {
      if (grid.representative(place) === place) continue;
      elsewhere++;
      this.states.fill(State.Elsewhere, place * this.slots, (place + 1) * this.slots);
    }
    this.tasks = this.states.length - elsewhere * this.slots;
  }

  get open(): number {
    return this.tasks - this.done - this.failed;
  }

  /** The number of a task; undefined for one that is not of this sweep. */
  taskOf(at: number, trial: number): number | undefined {
    const slot = trial - THEORY;
    const task = at * this.slots + slot;
    return at >= 0 && slot >= 0 && slot < this.slots && task < this.states.length ? task : undefined;
  }

  /** Says whether it is news: a task that was done stays done. */
  mark(task: number, failed: boolean): boolean {
    const before = this.states[task];
    if (before === State.Done || before === State.Elsewhere || (before === State.Failed && failed)) return false;
    if (before === State.Failed) this.failed--;
    this.states[task] = failed ? State.Failed : State.Done;
    if (failed) this.failed++;
    else this.done++;
    return true;
  }

  /** Failed tasks are open again. */
  retryFailed(): void {
    for (let task = 0; task < this.states.length; task++)
      if (this.states[task] === State.Failed) this.states[task] = State.Open;
    this.failed = 0;
  }

  /** What is open, in order. */
  ranges(): Generator<Range> {
    return this.openIn([[0, this.states.length]]);
  }

  /** What is open among these tasks. */
  *openIn(ranges: Iterable<Range>): Generator<Range> {
    for (const [from, to] of ranges)
      for (let first = from; first < to; first++) {
        if (this.states[first] !== State.Open) continue;
        let end = first + 1;
        while (end < to && this.states[end] === State.Open) end++;
        yield [first, end];
        first = end;
      }
  }
}

/** What the journals of a sweep say of its tasks. */
export function readTally(sweep: Sweep): Tally {
  const journals = new GrowingTally(sweep);
  journals.update();
  return journals.tally;
}

/** The tally of journals that others write, of which each line is read once. */
export class GrowingTally {
  readonly tally: Tally;
  private readonly sweep: Sweep;
  private readonly read = new Map<string, number>();

  constructor(sweep: Sweep) {
    this.sweep = sweep;
    this.tally = new Tally(sweep);
  }

  /** Reads what has come since. */
  update(files = ownJournals(this.sweep)): void {
    for (const file of files)
      for (const { text, from, bytes } of linesIn(file, this.read.get(file) ?? 0)) {
        this.read.set(file, from + bytes + 1);
        const head = readHead(text);
        const task = head && this.tally.taskOf(head.at, head.trial);
        if (task !== undefined) this.tally.mark(task, head!.failed);
      }
  }
}
