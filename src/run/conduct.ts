import { Bootstraps } from '../judge/derived.ts';
import type { CurveResult, Judged, RunVerdict } from '../judge/judge.ts';
import { judgeRun, needsMore, trialsNeeded } from '../judge/judge.ts';
import type { PointResult } from '../judge/summary.ts';
import type { Executor } from '../measure/executor.ts';
import { type Line, linesOf } from '../measure/lines.ts';
import { type Outlook, outlooksOf } from '../measure/outlook.ts';
import { breathing } from '../measure/reporter.ts';
import type { Assignment, News, Result, Task, TrialTask, Watcher } from '../measure/tasks.ts';
import { type PointPrediction, predictPoint } from '../measure/theory.ts';
import type { TrialOutcome } from '../measure/trials.ts';
import type { Workshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { BadInput, Stopped } from '../numeric/errors.ts';
import { distinctPoints, type Place, type Plan, type Point } from '../plan/plan.ts';
import { lookCounts } from '../statistics/sequential.ts';
import type { Cost } from '../systems/contract.ts';
import { checkConditions } from './conditions.ts';

/** How an experiment is made, wherever its trials run. */
export interface Conditions {
  /** A fixed number of trials at every point, or as many as the verdict needs within the budget. */
  trials: number | 'auto';
  /**
   * The number of trials at each point of each curve, as an earlier run had them; takes the place
   * of what `trials` would do.
   */
  counts?: number[][];
  seed: string;
  /** The observables whose verdicts make the run's, and which `auto` adds trials for. */
  shown: readonly string[];
  /** Relative margin of the verdict. */
  margin: number;
  /**
   * With `auto`: the seconds that trials may take. The first 8 at each point are made whatever they
   * take; beyond them the whole budget goes to the points whose verdict is open.
   */
  budget: number;
  /**
   * What tells the seconds: the clock, unless `estimate` is given, the system's own cost of a
   * trial, by which the number of trials is the same on every machine.
   */
  budgetBy?: 'clock' | 'estimate';
  /**
   * What theory says of this very plan, where it was asked already: of all observables, with lines
   * of those shown.
   */
  theory?: PlanTheory;
  signal?: AbortSignal;
  /**
   * `judge` gives the verdict on the trials so far; it takes some milliseconds, so not every call
   * of `progress` should ask.
   */
  progress?: (progress: Progress, judge: () => Judged) => void;
  /** Hears of long trials while they run. */
  watch?: (news: News) => void;
}

export interface Progress {
  /** What is being computed: theory that takes long, or trials. */
  stage: 'theory' | 'trials';
  /** Predictions or trials done and planned so far; with `auto` the plan grows. */
  done: number;
  planned: number;
  /** Points whose verdict is still open. */
  open: number;
  /** Seconds that the trials planned so far will still take, once there is a pace to tell by. */
  secondsLeft?: number;
}

export interface RunResult {
  plan: Plan;
  /** points[curve][point]. */
  points: PointResult[][];
  curves: CurveResult[];
  /** The size below which each observable cannot be told from zero, at the first point. */
  floors: Record<string, number>;
  verdict: RunVerdict;
  seed: string;
  engine: Engine['name'];
  engineDescription: string;
  margin: number;
  shown: readonly string[];
  trials: number | 'auto';
  jobs: number;
  seconds: number;
  interrupted: boolean;
  /**
   * Where the verdict is unresolved and trials would settle it: about how many seconds more of them
   * on this machine.
   */
  secondsToDecide?: number;
}

/** All that theory says of a plan: what a run is held against, and what a page shows before it. */
export interface PlanTheory {
  outlooks: Outlook[][];
  predictions: PointPrediction[][];
  lines: Line[];
}

/**
 * The counts of trials at which `auto` looks at the verdicts. Ten looks in all: later ones are
 * further apart, since each makes all of them stricter.
 */
const LOOKS = [...lookCounts({ first: 8, growth: 2, most: 512 }), 2048, 8192, 32_768];
export const FIRST_ROUND = LOOKS[0];

/**
 * What a run will take, before it starts: the sum over all distinct points of `trials` each, and
 * the largest heap.
 */
export function estimateCost(plan: Plan, outlooks: Pick<Outlook, 'cost' | 'untestable'>[][], trials: number): Cost {
  const known = [...byPoint(plan, outlooks).values()];
  return {
    seconds: known.reduce(
      (sum, { cost, untestable }) => sum + (untestable ? 0 : trials * cost.seconds) + (cost.theory ?? 0),
      0,
    ),
    bytes: known.reduce((most, { cost }) => Math.max(most, cost.bytes), 0),
  };
}

/** Throws `BadInput` for a plan with a point that does not fit into the heap. */
export function checkMemory(plan: Plan, outlooks: Pick<Outlook, 'cost'>[][]): void {
  const { bytes } = estimateCost(plan, outlooks, 1);
  if (bytes > 4 * 2 ** 30)
    throw new BadInput(
      `the largest point needs about ${(bytes / 2 ** 30).toFixed(1)} GB of heap, and 4 GB is the most; make the sizes smaller`,
    );
}

/** Throws `BadInput` for a plan without a point that can be measured. */
export function checkTestable(outlooks: Outlook[][]): void {
  const all = outlooks.flat();
  if (all.every(({ untestable }) => untestable !== undefined)) throw new BadInput(all[0].untestable!);
}

/**
 * Theory at every point, asked once for each, and the lines between. What is slow runs on the
 * executor. Throws `BadInput` where parameters contradict each other or do not fit into memory, and
 * `Stopped` when `signal` fires.
 */
export async function predictPlan(
  plan: Plan,
  wanted: readonly string[],
  workshop: Workshop,
  executor: Executor,
  conditions: Pick<Conditions, 'seed' | 'shown' | 'signal' | 'progress'>,
  /** Where whoever asks has read them already. */
  outlooks: Outlook[][] = outlooksOf(plan, workshop),
): Promise<PlanTheory> {
  checkMemory(plan, outlooks);
  const known = new Map<string, PointPrediction>();
  const assignment = assignmentOf(plan, conditions.seed, wanted);
  const outlookOf = byPoint(plan, outlooks);
  const slow = assignment.points.flatMap(({ key }, point): Task[] =>
    outlookOf.get(key)!.slowTheory ? [{ kind: 'theory', point }] : [],
  );
  const { signal, progress } = conditions;
  const report = (done: number) =>
    progress?.({ stage: 'theory', done, planned: slow.length, open: slow.length - done }, () => {
      throw new Error('nothing can be judged before theory is there');
    });
  if (slow.length > 0) {
    report(0);
    const hear: Watcher = ({ fraction }) => report(known.size + fraction);
    await executor.run(
      slow,
      assignment,
      ({ point }, result) => {
        known.set(assignment.points[point].key, result as PointPrediction);
        report(known.size);
      },
      signal,
      hear,
    );
    if (signal?.aborted) throw new Stopped();
  }
  const breathe = breathing(signal);
  for (const point of assignment.points) {
    if (!known.has(point.key)) known.set(point.key, await predictPoint(workshop, point, wanted));
    await breathe();
  }
  const predictions = plan.curves.map(({ points }) => points.map(({ key }) => known.get(key)!));
  const lines = await linesOf(plan, outlooks, predictions, conditions.shown, workshop, breathe);
  return { outlooks, predictions, lines };
}

/**
 * Predicts, measures and judges. Numbers depend on the plan, the seed and the engine alone, not on
 * the executor. When `signal` fires, the trials done so far are judged and returned with
 * `interrupted`. Throws as `predictPlan`, and `BadInput` for conditions that cannot be.
 */
export async function conduct(
  plan: Plan,
  conditions: Conditions,
  workshop: Workshop,
  executor: Executor,
): Promise<RunResult> {
  checkConditions(plan, conditions);
  const started = performance.now();
  const { seed, shown, margin, trials, signal } = conditions;
  const wanted = Object.keys(plan.system.observables);
  const theory = conditions.theory ?? (await predictPlan(plan, wanted, workshop, executor, conditions));
  checkTestable(theory.outlooks);
  const bench = new TrialBench(plan, conditions, theory, executor, assignmentOf(plan, seed, wanted));
  await bench.run();
  const judged = bench.judge();
  const secondsToDecide = bench.secondsToDecide(judged);
  return {
    plan,
    ...judged,
    ...(secondsToDecide !== undefined && { secondsToDecide }),
    seed,
    engine: executor.engine.name,
    engineDescription: executor.engine.description,
    margin,
    shown,
    trials,
    jobs: executor.jobs,
    seconds: (performance.now() - started) / 1000,
    interrupted: signal?.aborted ?? false,
  };
}

function assignmentOf(plan: Plan, seed: string, wanted: readonly string[]): Assignment {
  return { seed, points: distinctPoints(plan), wanted: [...wanted] };
}

function byPoint<T>({ curves }: Plan, values: T[][]): Map<string, T> {
  return new Map(curves.flatMap(({ points }, c) => points.map(({ key }, p): [string, T] => [key, values[c][p]])));
}

/** The trials of a run, by distinct point: one that stands in the plan twice is measured once. */
class TrialBench {
  private readonly plan: Plan;
  private readonly conditions: Conditions;
  private readonly theory: PlanTheory;
  private readonly executor: Executor;
  private readonly assignment: Assignment;
  private readonly seconds: Map<string, number>;
  private readonly index: Map<string, number>;
  private readonly outcomes: TrialOutcome[][];
  private readonly bootstraps: Bootstraps;
  private done = 0;
  private planned = 0;
  /** Seconds of trials by the system's own estimate: done, done in this round, and still to do. */
  private estimated = 0;
  private estimatedToDo = 0;
  private readonly started = performance.now();
  /** Seconds on the clock, of all threads together, for each that was estimated. */
  private pace = 1;

  constructor(plan: Plan, conditions: Conditions, theory: PlanTheory, executor: Executor, assignment: Assignment) {
    this.plan = plan;
    this.conditions = conditions;
    this.theory = theory;
    this.executor = executor;
    this.assignment = assignment;
    const outlooks = byPoint(plan, theory.outlooks);
    this.seconds = new Map([...outlooks].map(([key, { cost }]) => [key, cost.seconds]));
    this.index = new Map(assignment.points.map(({ key }, i) => [key, i]));
    this.outcomes = assignment.points.map(() => []);
    this.bootstraps = new Bootstraps(conditions.seed);
  }

  async run(): Promise<void> {
    const { trials, counts, budget, signal, shown } = this.conditions;
    const isTestable = ({ curve, point }: Place) => this.theory.outlooks[curve][point].untestable === undefined;
    const all = this.plan.curves
      .flatMap(({ points }, curve) => points.map((_, point) => ({ curve, point })))
      .filter(isTestable);
    if (counts) return this.round(all, ({ curve, point }) => counts[curve][point]);
    if (trials !== 'auto') return this.round(all, () => trials);
    for (const look of LOOKS) {
      if (signal?.aborted) return;
      if (look === FIRST_ROUND) {
        await this.round(all, () => look);
        continue;
      }
      const open = needsMore(this.judge(), shown).filter(isTestable);
      const upTo = this.affordable(this.distinct(open), look, budget - this.spent());
      const more = this.distinct(open).some((i) => this.outcomes[i].length < upTo);
      if (!more || signal?.aborted) return;
      await this.round(open, () => upTo);
      if (upTo < look) return;
    }
  }

  /** About how many seconds more would settle what is unresolved, where trials can. */
  secondsToDecide(judged: Judged): number | undefined {
    if (judged.verdict.overall !== 'unresolved') return undefined;
    let estimated = 0;
    for (const place of needsMore(judged, this.conditions.shown)) {
      const needed = trialsNeeded(judged, this.conditions.shown, place);
      if (needed === undefined) return undefined;
      const [i] = this.distinct([place]);
      estimated += Math.max(0, needed - this.outcomes[i].length) * this.cost(i);
    }
    return estimated > 0 ? (this.pace * estimated) / this.executor.jobs : undefined;
  }

  private spent(): number {
    return this.conditions.budgetBy === 'estimate' ? this.estimated : (performance.now() - this.started) / 1000;
  }

  /** The most trials, up to the next look, that all these points can have in so many seconds. */
  private affordable(points: number[], look: number, seconds: number): number {
    const perSecond = this.conditions.budgetBy === 'estimate' ? 1 : this.pace / this.executor.jobs;
    const price = (upTo: number) =>
      perSecond * points.reduce((sum, i) => sum + Math.max(0, upTo - this.outcomes[i].length) * this.cost(i), 0);
    if (price(look) <= seconds) return look;
    let [low, high] = [0, look];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (price(middle) <= seconds) low = middle;
      else high = middle;
    }
    return low;
  }

  judge(): Judged {
    const { plan, theory, conditions } = this;
    const { shown, margin, trials } = conditions;
    const looks = trials === 'auto' ? LOOKS.length : 1;
    const outcomes = plan.curves.map(({ points }) =>
      points.map((point) => unbroken(this.outcomes[this.indexOf(point)])),
    );
    return judgeRun({ plan, ...theory, outcomes, shown, margin, looks, bootstraps: this.bootstraps });
  }

  private async round(places: Place[], upTo: (place: Place) => number): Promise<void> {
    const most = new Map<number, number>();
    for (const place of places) {
      const i = this.indexOf(this.plan.curves[place.curve].points[place.point]);
      most.set(i, Math.max(most.get(i) ?? 0, upTo(place)));
    }
    // First trials of all points come before second ones, so that whoever watches sees the whole
    // axis early.
    const tasks = [...most]
      .flatMap(([point, count]) => split(point, this.outcomes[point].length, count, this.cost(point)))
      .sort((a, b) => a.first - b.first);
    this.planned += tasks.reduce((sum, { count }) => sum + count, 0);
    this.estimatedToDo += tasks.reduce((sum, { point, count }) => sum + count * this.cost(point), 0);
    const [begun, before] = [performance.now(), this.estimated];
    const finish = (task: Task, result: Result) => {
      const { point, first } = task as TrialTask;
      const results = result as TrialOutcome[];
      for (const [i, outcome] of results.entries()) this.outcomes[point][first + i] = outcome;
      this.done += results.length;
      this.estimated += results.length * this.cost(point);
      this.estimatedToDo -= results.length * this.cost(point);
      this.pace = (((performance.now() - begun) / 1000) * this.executor.jobs) / (this.estimated - before);
      const progress: Progress = {
        ...{ stage: 'trials', done: this.done, planned: this.planned, open: places.length },
        secondsLeft: (this.pace * this.estimatedToDo) / this.executor.jobs,
      };
      this.conditions.progress?.(progress, () => this.judge());
    };
    const { signal, watch } = this.conditions;
    await this.executor.run(tasks, this.assignment, finish, signal, watch);
  }

  private indexOf({ key }: Point): number {
    return this.index.get(key)!;
  }

  private distinct(places: Place[]): number[] {
    return [...new Set(places.map(({ curve, point }) => this.indexOf(this.plan.curves[curve].points[point])))];
  }

  private cost(point: number): number {
    return this.seconds.get(this.assignment.points[point].key)!;
  }
}

/** Tasks of about a tenth of a second, so that progress moves and workers stay busy. */
function split(point: number, from: number, to: number, seconds: number): TrialTask[] {
  const size = Math.max(1, Math.floor(0.1 / seconds));
  const tasks: TrialTask[] = [];
  for (let first = from; first < to; first += size)
    tasks.push({ kind: 'trials', point, first, count: Math.min(size, to - first) });
  return tasks;
}

/**
 * The trials done before the first that is missing: tasks end in any order, and an interruption
 * leaves gaps.
 */
function unbroken(trials: TrialOutcome[]): TrialOutcome[] {
  let whole = 0;
  while (trials[whole] !== undefined) whole++;
  return trials.slice(0, whole);
}
