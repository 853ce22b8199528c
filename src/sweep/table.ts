import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Bootstraps } from '../judge/derived.ts';
import { countJudged, type Evidence, type Judged, judgeRun, summarizeRun } from '../judge/judge.ts';
import { outlooksOf } from '../measure/outlook.ts';
import { breathing } from '../measure/reporter.ts';
import type { PointPrediction } from '../measure/theory.ts';
import { openWorkshop, type Workshop } from '../measure/workshop.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import { BadInput } from '../numeric/errors.ts';
import type { Parameters, Sweep as PlanSweep } from '../plan/plan.ts';
import { type Column, csvHeader, csvLines, plain, pointRows } from '../record/points.ts';
import { replaceFile } from '../record/replace-file.ts';
import type { Grid, GridCurve } from './grid.ts';
import { fromLine, THEORY } from './lines.ts';
import { Stored } from './stored.ts';
import { journalsOf, type Sweep, type SweepHeader, slotsOf, writeHeader } from './sweep.ts';
import { Part, PointsFiles, ZippedLines } from './table-files.ts';
import { State, type Tally } from './tally.ts';
import { type StrainedNote, type SweepVerdict, VerdictCount } from './verdict.ts';

/** The manifest of a sweep: what was asked, and what it came to. */
export interface SweepManifest extends SweepHeader {
  tasks: { done: number; failed: number; open: number };
  /** Distinct points with a row in the table, and the trials that were made at them. */
  points: number;
  trialsMade: number;
  /**
   * Failed tasks by their reason, the most frequent first; those beyond a hundred reasons together.
   */
  failures: Record<string, number>;
  verdict: SweepVerdict;
  /** Assumptions of the theory that are strained somewhere on the grid. */
  strained: StrainedNote[];
}

/** The trials, and theory with what else is no trial, of a sweep that has ended. */
export const TRIALS = 'trials.jsonl.gz';
export const THEORIES = 'theory.jsonl.gz';

/** Throws `BadInput` where there is none. */
export function readSweepManifest(folder: string): SweepManifest {
  const file = join(folder, 'manifest.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new BadInput(`${file} is missing or damaged; orrery sweep merge ${folder} writes it anew`);
  }
}

export interface TableOptions {
  signal?: AbortSignal;
  /** Hears which fraction is done. */
  progress?: (fraction: number) => void;
}

/**
 * Judges what a sweep has and writes its table: `points.csv` and `points.parquet`, `failed.csv`,
 * and `manifest.json` last. When no task is open its journals become `trials.jsonl.gz` and
 * `theory.jsonl.gz`. The files are the same however and in whatever order the tasks were done. A
 * curve along the axis is held at a time. Throws `Stopped`, and what the disk throws.
 */
export async function tabulate(given: Sweep, { signal, progress }: TableOptions = {}): Promise<SweepManifest> {
  const stored = new Stored(given);
  const sweep = countLook(given, stored.tally);
  const { header, grid, folder } = sweep;
  const workshop = openWorkshop(grid.system, await selectEngine(header.engine));
  const breathe = breathing(signal);
  const { done, failed, open } = stored.tally;
  const files = new TableFiles(sweep);
  try {
    // Everything that is judged is one family, so all of it is counted before any is judged.
    let [comparisons, points, trialsMade] = [0, 0, 0];
    for (let c = 0; c < grid.curves; c++) {
      const evidence = evidenceOf(sweep, stored, workshop, c);
      if (evidence) {
        const summarized = summarizeRun(evidence);
        comparisons += countJudged(summarized.points, summarized.curves, header.shown);
        const own = evidence.at.flatMap((place, i) => (grid.representative(place) === place ? [i] : []));
        points += own.length;
        trialsMade += own.reduce((sum, i) => sum + evidence.outcomes[0][i].length, 0);
      }
      progress?.((0.5 * (c + 1)) / grid.curves);
      await breathe();
    }
    const count = new VerdictCount(grid, header.shown);
    for (let c = 0; c < grid.curves; c++) {
      const evidence = evidenceOf(sweep, stored, workshop, c);
      if (evidence) {
        const judged = judgeRun({ ...evidence, comparisons: Math.max(1, comparisons) });
        files.addPoints(c, evidence, judged);
        count.add(evidence.plan, judged);
      }
      files.addLines(c, stored);
      progress?.(0.5 + (0.5 * (c + 1)) / grid.curves);
      await breathe();
    }
    files.finish(open === 0);
    const manifest: SweepManifest = {
      ...header,
      tasks: { done, failed, open },
      points,
      trialsMade,
      failures: files.failures(),
      verdict: count.verdict(open),
      strained: count.strained(),
    };
    replaceFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    if (open === 0) rmSync(journalsOf(folder), { recursive: true, force: true });
    return manifest;
  } catch (error) {
    files.abandon();
    throw error;
  } finally {
    stored.close();
  }
}

/**
 * Verdicts that were seen of fewer tasks than there are now were a look: each makes the next ones
 * stricter. Until the table is there, it is counted in the header.
 */
function countLook(sweep: Sweep, { done, failed }: Tally): Sweep {
  const { folder, header } = sweep;
  if (!existsSync(join(folder, 'manifest.json'))) return sweep;
  const { tasks, looksBefore = 0 } = readSweepManifest(folder);
  if (tasks.done === done && tasks.failed === failed) return sweep;
  // Of a header that counts this look already, its table was not made.
  const counted = { ...header, looksBefore: Math.max(header.looksBefore ?? 0, looksBefore + 1) };
  writeHeader(folder, counted);
  return { ...sweep, header: counted };
}

type CurveEvidence = Evidence & { at: number[] };

/** What there is of a curve; undefined where there is nothing. */
function evidenceOf(
  { grid, header }: Sweep,
  stored: Stored,
  workshop: Workshop,
  number: number,
): CurveEvidence | undefined {
  const theories = new Map<number, PointPrediction>();
  const isThere = (place: number) => {
    const theory = stored.theoryAt(place);
    if (!theory || 'refused' in theory) return false;
    theories.set(place, theory);
    return true;
  };
  const curve: GridCurve | undefined = grid.curve(number, isThere);
  if (!curve) return undefined;
  const { plan, at } = curve;
  return {
    plan,
    at,
    outlooks: outlooksOf(plan, workshop),
    predictions: [at.map((place) => theories.get(place)!)],
    lines: [{ x: [], y: {} }],
    outcomes: [at.map((place) => stored.trialsAt(place))],
    shown: header.shown,
    margin: header.margin,
    looks: 1 + (header.looksBefore ?? 0),
    bootstraps: new Bootstraps(header.seed),
  };
}

/** All that a sweep leaves, written curve by curve. */
class TableFiles {
  private readonly sweep: Sweep;
  private readonly points: PointsFiles;
  private readonly trials: ZippedLines;
  private readonly theories: ZippedLines;
  private readonly failed: Part;
  private readonly reasons = new Map<string, number>();

  constructor(sweep: Sweep) {
    const { folder, grid } = sweep;
    this.sweep = sweep;
    const isNumeric = (values: unknown[]) => values.every((value) => typeof value === 'number');
    this.points = new PointsFiles(
      folder,
      inRowOrder(grid).map(({ name, values }) => ({ name, numeric: isNumeric(values) })),
    );
    this.trials = new ZippedLines(join(folder, TRIALS));
    this.theories = new ZippedLines(join(folder, THEORIES));
    this.failed = new Part(join(folder, 'failed.csv'));
    this.failed.write(csvHeader(this.failureColumns([], 0, '')));
  }

  addPoints(curve: number, { plan }: Evidence, judged: Judged): void {
    this.points.add(pointRows({ plan, ...judged }).map((row) => ({ ...row, curve })));
  }

  /** The lines of a curve as they are, in the order of the tasks. */
  addLines(curve: number, stored: Stored): void {
    const { grid, header } = this.sweep;
    const length = grid.size / grid.curves;
    for (let place = curve * length; place < (curve + 1) * length; place++)
      for (let trial = THEORY; trial < slotsOf(header) - 1; trial++) {
        const line = stored.line(place, trial);
        if (line === undefined) continue;
        const isTrial = trial !== THEORY && !/^\{"at":\d+,"trial":\d+,("point":"\w+",)?"untestable"/.test(line);
        (isTrial ? this.trials : this.theories).add(line);
        if (stored.tally.states[stored.tally.taskOf(place, trial)!] === State.Failed)
          this.addFailure(place, trial, line);
      }
  }

  failures(): Record<string, number> {
    return Object.fromEntries([...this.reasons].sort(([, a], [, b]) => b - a));
  }

  finish(isWhole: boolean): void {
    this.points.finish();
    this.failed.finish();
    if (isWhole) {
      this.trials.finish();
      this.theories.finish();
    } else {
      this.trials.abandon();
      this.theories.abandon();
    }
  }

  abandon(): void {
    for (const file of [this.points, this.trials, this.theories, this.failed]) file.abandon();
  }

  private addFailure(place: number, trial: number, line: string): void {
    const result = fromLine(line)?.result;
    const reason = result && 'failed' in result ? result.failed : '';
    const known = this.reasons.has(reason) || this.reasons.size < MOST_REASONS;
    const name = known ? reason : 'other reasons';
    this.reasons.set(name, (this.reasons.get(name) ?? 0) + 1);
    this.failed.write(csvLines(this.failureColumns([this.sweep.grid.valuesAt(place)], trial, reason)));
  }

  private failureColumns(values: Parameters[], trial: number, reason: string): Column[] {
    const swept = inRowOrder(this.sweep.grid).map(
      ({ name }): Column => ({ name, type: 'STRING', values: values.map((one) => String(plain(one[name]))) }),
    );
    const what = trial === THEORY ? 'theory' : String(trial);
    return [
      ...swept,
      { name: 'trial', type: 'STRING', values: values.map(() => what) },
      { name: 'reason', type: 'STRING', values: values.map(() => reason) },
    ];
  }
}

const MOST_REASONS = 100;

/** As the points of a record have them: the axis first. */
function inRowOrder({ axis, families }: Grid): PlanSweep[] {
  return [...(axis ? [axis] : []), ...families];
}
