import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Judged } from '../judge/judge.ts';
import type { TrialOutcome } from '../measure/trials.ts';
import type { Plan } from '../plan/plan.ts';
import type { Header } from './header.ts';
import { Journal } from './journal.ts';
import { type Occupation, occupy } from './occupy.ts';
import { pointRows, toCsv } from './points.ts';
import { recordFolder } from './record.ts';
import { replaceFile } from './replace-file.ts';

/**
 * The record of a run that is under way, so that it outlives a process that is killed: what was
 * asked (`run.json`), every trial as it ends, and now and then `points.csv`. Its folder is made
 * with the first trial, or is that of the run that goes on.
 */
export class Draft {
  folder: string | undefined;
  private readonly plan: Plan;
  private readonly out: string;
  private readonly header: Header;
  private readonly isResumed: boolean;
  private readonly every: number;
  private journal: Journal | undefined;
  private occupation: Occupation | undefined;
  private last = performance.now();

  /**
   * `every`: milliseconds between two writings of the points. Throws `BadInput` where another
   * process is at it.
   */
  constructor(
    plan: Plan,
    out: string,
    header: Header,
    { folder, every = 5000 }: { folder?: string; every?: number } = {},
  ) {
    this.plan = plan;
    this.out = out;
    this.header = header;
    this.folder = folder;
    this.isResumed = folder !== undefined;
    this.every = every;
    if (folder !== undefined) this.occupation = occupy(folder);
  }

  /**
   * Consecutive trials at a point, from number `first`. A disk that is full now may not be at the
   * end.
   */
  add(point: string, first: number, outcomes: readonly TrialOutcome[]): void {
    whereverPossible(() => this.open().keep(point, first, outcomes));
  }

  /** Writes `points.csv` when it is time. */
  keep(judge: () => Judged): void {
    if (performance.now() - this.last < this.every) return;
    whereverPossible(() => {
      this.open();
      replaceFile(join(this.folder!, 'points.csv'), toCsv(pointRows({ plan: this.plan, ...judge() })));
    });
    this.last = performance.now();
  }

  /**
   * The run has ended: its trials are closed, and `write` makes the rest of the record in the
   * folder that there is. Returns and throws what `write` does.
   */
  finish(write: (folder: string | undefined) => string): string {
    whereverPossible(() => this.journal?.close());
    try {
      const folder = write(this.folder);
      rmSync(join(folder, 'run.json'), { force: true });
      return folder;
    } finally {
      this.occupation?.end();
    }
  }

  /** Of a run that failed: what it went on from stays. */
  discard(): void {
    this.journal?.abandon();
    this.occupation?.end();
    if (this.folder !== undefined && !this.isResumed) rmSync(this.folder, { recursive: true, force: true });
  }

  private open(): Journal {
    if (this.journal) return this.journal;
    if (this.folder === undefined) {
      this.folder = recordFolder(this.plan, this.out);
      this.occupation = occupy(this.folder);
    }
    replaceFile(join(this.folder, 'run.json'), `${JSON.stringify(this.header, null, 2)}\n`);
    this.journal = new Journal(this.folder);
    return this.journal;
  }
}

function whereverPossible(write: () => void): void {
  try {
    write();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}
