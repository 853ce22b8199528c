import type { CurveResult, Judged, RunVerdict } from '../judge/judge.ts';
import type { PointResult } from '../judge/summary.ts';
import type { Executor } from '../measure/executor.ts';
import { type Line, linesOf } from '../measure/lines.ts';
import { type Outlook, outlooksInTime } from '../measure/outlook.ts';
import { breathing } from '../measure/reporter.ts';
import type { Assignment, News, Task, Watcher } from '../measure/tasks.ts';
import { type PointPrediction, predictPoint } from '../measure/theory.ts';
import type { TrialOutcome } from '../measure/trials.ts';
import type { Workshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { BadInput, Stopped } from '../numeric/errors.ts';
import { byPoint, distinctPoints, type Plan } from '../plan/plan.ts';
import { parameterMeta } from '../plan/settings.ts';
import type { Cost } from '../systems/contract.ts';
import { inertParameters } from '../systems/shared/inert.ts';
import { checkConditions } from './conditions.ts';
import { TrialBench } from './trial-bench.ts';

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
  /** Trials that were made before, by the key of their point and their number; holes are made. */
  known?: ReadonlyMap<string, readonly TrialOutcome[]>;
  /**
   * Trials that need not be made, by the key of their point and their number: they are taken where
   * the run would make them, and `keep` hears of them, so that its numbers are those of a run that
   * makes them all.
   */
  shelf?: ReadonlyMap<string, readonly TrialOutcome[]>;
  /** How often verdicts on what is known, or on the shelf, were looked at. */
  looksBefore?: number;
  /** Hears of trials as they end: consecutive ones at a point, from number `first`. */
  keep?: (point: string, first: number, outcomes: readonly TrialOutcome[]) => void;
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
  verdict: RunVerdict;
  seed: string;
  engine: Engine['name'];
  engineDescription: string;
  margin: number;
  shown: readonly string[];
  trials: number | 'auto';
  looksBefore?: number;
  /** Seconds of trials that `auto` was given, by the clock unless by the estimate. */
  budget: number;
  budgetBy?: 'clock' | 'estimate';
  jobs: number;
  seconds: number;
  interrupted: boolean;
  /** Where the verdict is unresolved and trials would settle it. */
  toDecide?: ToDecide;
}

/** What would settle an unresolved verdict, if means and spreads stayed as they are. */
export interface ToDecide {
  /** About how many seconds more of trials on this machine. */
  seconds: number;
  /** The most trials that any point needs, in all. */
  trials: number;
  /**
   * A budget with room for them, in what the run's own was told by; absent where `auto` makes no so
   * many trials.
   */
  budget?: number;
}

/** All that theory says of a plan: what a run is held against, and what a page shows before it. */
export interface PlanTheory {
  outlooks: Outlook[][];
  predictions: PointPrediction[][];
  lines: Line[];
}

/**
 * What a run will take, before it starts: the sum over all distinct points of `trials` each but
 * those that are `there`, and the largest heap.
 */
export function estimateCost(
  plan: Plan,
  outlooks: Pick<Outlook, 'cost' | 'untestable'>[][],
  trials: number,
  there: ReadonlyMap<string, readonly TrialOutcome[]> = new Map(),
): Cost {
  const points = [...byPoint(plan, outlooks)];
  const missing = (key: string) => trials - countBelow(there.get(key), trials);
  return {
    seconds: points.reduce(
      (sum, [key, { cost, untestable }]) => sum + (untestable ? 0 : missing(key) * cost.seconds) + (cost.theory ?? 0),
      0,
    ),
    bytes: points.reduce((most, [, { cost }]) => Math.max(most, cost.bytes), 0),
  };
}

/** How many of the first trials of a point are there. */
export function countBelow(outcomes: readonly TrialOutcome[] | undefined, trials: number): number {
  return (outcomes ?? []).slice(0, trials).filter((one) => one !== undefined).length;
}

/** Throws `BadInput` for a plan with a point that does not fit into the heap. */
export function checkMemory(plan: Plan, outlooks: Pick<Outlook, 'cost'>[][]): void {
  const { bytes } = estimateCost(plan, outlooks, 1);
  if (bytes <= 4 * 2 ** 30) return;
  const all = plan.curves.flatMap(({ points }, c) => points.map((point, p) => ({ point, cost: outlooks[c][p].cost })));
  const { parameters } = all.find(({ cost }) => cost.bytes === bytes)!.point;
  const inert = inertParameters(plan.system, parameters);
  const sizes = Object.keys(parameters).filter((key) => parameterMeta(plan.system, key)?.size && !(key in inert));
  const advice = sizes.map((key) => `${key}=${parameters[key]}`).join(' or ') || 'what is large';
  throw new BadInput(
    `the largest point needs about ${(bytes / 2 ** 30).toFixed(1)} GB of heap, and 4 GB is the most; lower ${advice}`,
  );
}

/** Throws `BadInput` for a plan without a point that can be measured. */
export function checkTestable(outlooks: Pick<Outlook, 'untestable'>[][]): void {
  const all = outlooks.flat();
  if (all.every(({ untestable }) => untestable !== undefined)) throw new BadInput(all[0].untestable!);
}

/**
 * Theory at every point, asked once for each, and the lines between. What is slow runs on the
 * executor. Throws `BadInput` where parameters contradict each other, and
 * `Stopped` when `signal` fires.
 */
export async function predictPlan(
  plan: Plan,
  wanted: readonly string[],
  workshop: Workshop,
  executor: Executor,
  conditions: Pick<Conditions, 'seed' | 'shown' | 'signal' | 'progress'>,
  /** Where whoever asks has read them already. */
  given?: Outlook[][],
): Promise<PlanTheory> {
  const outlooks = given ?? (await outlooksInTime(plan, workshop, conditions.signal));
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
  checkMemory(plan, theory.outlooks);
  checkTestable(theory.outlooks);
  const bench = new TrialBench(plan, conditions, theory, executor, assignmentOf(plan, seed, wanted));
  await bench.run();
  const judged = bench.judge();
  const toDecide = bench.toDecide(judged);
  return {
    plan,
    ...judged,
    ...(toDecide && { toDecide }),
    seed,
    engine: executor.engine.name,
    engineDescription: executor.engine.description,
    margin,
    shown,
    trials,
    ...(conditions.looksBefore && { looksBefore: conditions.looksBefore }),
    budget: conditions.budget,
    ...(conditions.budgetBy && { budgetBy: conditions.budgetBy }),
    jobs: executor.jobs,
    seconds: (performance.now() - started) / 1000,
    interrupted: signal?.aborted ?? false,
  };
}

function assignmentOf(plan: Plan, seed: string, wanted: readonly string[]): Assignment {
  return { seed, points: distinctPoints(plan), wanted: [...wanted] };
}
