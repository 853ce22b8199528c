import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judged } from '../judge/judge.ts';
import type { Plan } from '../plan/plan.ts';
import { pointRows, toCsv } from './points.ts';
import { recordFolder } from './record.ts';

/**
 * The record of a run that is under way: what was measured so far, so that it outlives a process
 * that is killed. Its folder is made with the first writing.
 */
export class Draft {
  folder: string | undefined;
  private readonly plan: Plan;
  private readonly out: string;
  private readonly every: number;
  private last = performance.now();

  /** `every`: milliseconds between two writings. */
  constructor(plan: Plan, out: string, every = 5000) {
    this.plan = plan;
    this.out = out;
    this.every = every;
  }

  /** Writes `points.csv` when it is time. A disk that is full now may not be at the end. */
  keep(judge: () => Judged): void {
    if (performance.now() - this.last < this.every) return;
    try {
      this.folder ??= recordFolder(this.plan, this.out);
      const file = join(this.folder, 'points.csv');
      // In two steps: whoever kills the process between them leaves a whole file.
      writeFileSync(`${file}.part`, toCsv(pointRows({ plan: this.plan, ...judge() })));
      renameSync(`${file}.part`, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
    this.last = performance.now();
  }

  /** Of a run that measured nothing. */
  discard(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}
