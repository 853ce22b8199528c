import { type StopSign, stoppedBy } from '../measure/reporter.ts';
import { predictPoint } from '../measure/theory.ts';
import { runTrials } from '../measure/trials.ts';
import { openWorkshop, type Workshop } from '../measure/workshop.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import { OrreryError, OutOfMemory } from '../numeric/errors.ts';
import type { Point } from '../plan/plan.ts';
import type { AppendLog } from '../record/append-log.ts';
import { type EntryResult, THEORY, toLine } from './lines.ts';
import { placeOf, type Sweep } from './sweep.ts';

/** Tasks come point by point. */
const KEPT = 1;

/**
 * Does tasks of a sweep in this thread, one after the other, and writes each to a journal as it
 * ends.
 */
export class Bench {
  private readonly sweep: Sweep;
  private readonly log: AppendLog;
  private readonly wanted: string[];
  private workshop: Workshop | undefined;
  private here: { place: number; point: Point | { refused: string } } | undefined;

  constructor(sweep: Sweep, log: AppendLog) {
    this.sweep = sweep;
    this.log = log;
    this.wanted = Object.keys(sweep.grid.system.observables);
  }

  /** Undefined where it was stopped. Throws what the disk throws. */
  async work(task: number, stop?: StopSign): Promise<'done' | 'failed' | undefined> {
    const { at, trial } = placeOf(task, this.sweep.header);
    if (this.here?.place !== at) this.here = { place: at, point: this.sweep.grid.pointAt(at) };
    const { point } = this.here;
    const result = 'refused' in point ? { failed: point.refused } : await this.attempt(point, trial, stop);
    if (!result) return undefined;
    this.log.append(toLine({ at, trial, ...('key' in point && { point: point.key }), result }));
    return 'failed' in result ? 'failed' : 'done';
  }

  /** Whatever is thrown is why this task failed: the others go on. */
  private async attempt(point: Point, trial: number, stop?: StopSign): Promise<EntryResult | undefined> {
    const { header, grid } = this.sweep;
    try {
      this.workshop ??= openWorkshop(grid.system, await selectEngine(header.engine), KEPT);
      const { workshop } = this;
      const check = stoppedBy(stop);
      if (trial === THEORY) return { theory: await predictPoint(workshop, point, this.wanted, { check }) };
      const untestable = grid.system.untestable?.(workshop.problem(point, check));
      if (untestable !== undefined) return { untestable };
      const [outcome] = await runTrials(workshop, header.seed, point, { first: trial, count: 1 }, stop);
      if (!outcome || 'failed' in outcome) return outcome;
      const { exhibits: _, ...rest } = outcome;
      return rest;
    } catch (error) {
      if (stop?.aborted) return undefined;
      // After an error that nobody foresaw, what the engine and the prepared problems hold is in
      // doubt.
      if (!(error instanceof OrreryError) || error instanceof OutOfMemory) this.workshop = undefined;
      return { failed: (error as Error).message };
    }
  }
}
