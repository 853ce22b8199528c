import type { Engine } from '../numeric/engine.ts';
import { BadInput } from '../numeric/errors.ts';
import { lookCounts } from '../statistics/sequential.ts';
import type { Cost } from '../systems/contract.ts';
import type { Executor } from './executor.ts';
import { type Judged, judgeRun, needsMore, type PointResult, type RunVerdict } from './judge.ts';
import type { Place, Plan } from './plan.ts';
import { predictPlan } from './predictions.ts';
import type { TrialOutcome, TrialTask, TrialWatcher } from './trials.ts';

/** How an experiment is made, wherever its trials run. */
export interface Conditions {
  /** A fixed number of trials at every point, or as many as the verdict needs within the budget. */
  trials: number | 'auto';
  /** The number of trials at each point of each curve, as an earlier run had them; takes the place of what `trials` would do. */
  counts?: number[][];
  seed: string;
  /** The observables whose verdicts make the run's, and which `auto` adds trials for. */
  shown: string[];
  /** Relative margin of the verdict. */
  margin: number;
  /** With `auto`: estimated seconds of work, by the system's own cost, so that the number of trials depends on no clock. */
  budget: number;
  signal?: AbortSignal;
  /** `judge` gives the verdict on the trials so far; it takes some milliseconds, so not every call of `progress` should ask. */
  progress?: (progress: Progress, judge: () => Judged) => void;
  /** Hears of long trials while they run. */
  watch?: TrialWatcher;
}

export interface Progress {
  /** Trials done and planned so far; with `auto` the plan grows. */
  done: number;
  planned: number;
  /** Points whose verdict is still open. */
  open: number;
}

export interface RunResult {
  plan: Plan;
  /** points[curve][point]. */
  points: PointResult[][];
  verdict: RunVerdict;
  seed: string;
  engine: Engine['name'];
  engineDescription: string;
  margin: number;
  shown: string[];
  trials: number | 'auto';
  jobs: number;
  seconds: number;
  interrupted: boolean;
}

/** The counts of trials at which `auto` looks at the verdicts. */
const LOOKS = lookCounts({ first: 8, growth: 2, most: 512 });
export const FIRST_ROUND = LOOKS[0];

/** What a run will take, before it starts: the sum over all points of `trials` each, and the largest heap. */
export function estimateCost(plan: Plan, trials: number): Cost {
  const costs = plan.curves.flatMap(({ points }) => points.map(plan.system.cost));
  return {
    seconds: trials * costs.reduce((sum, cost) => sum + cost.seconds, 0),
    bytes: costs.reduce((most, cost) => Math.max(most, cost.bytes), 0),
  };
}

/** Throws `BadInput` for a plan with a point that does not fit into the heap. */
export function checkMemory(plan: Plan): void {
  const { bytes } = estimateCost(plan, 1);
  if (bytes > 4 * 2 ** 30)
    throw new BadInput(
      `the largest point needs about ${(bytes / 2 ** 30).toFixed(1)} GB of heap, and 4 GB is the most; make the sizes smaller`,
    );
}

/**
 * Predicts, measures and judges. Numbers depend on the plan, the seed and the engine alone, not on the executor. When `signal` fires,
 * the trials done so far are judged and returned with `interrupted`. Throws `BadInput` for a plan that does not fit into memory.
 */
export async function conduct(plan: Plan, conditions: Conditions, executor: Executor): Promise<RunResult> {
  const started = performance.now();
  const { system, curves } = plan;
  const { seed, shown, margin, trials, counts, signal } = conditions;
  checkMemory(plan);
  const predictions = predictPlan(plan);
  const outcomes: TrialOutcome[][][] = curves.map(({ points }) => points.map(() => []));
  const all = curves.flatMap(({ points }, curve) => points.map((_, point) => ({ curve, point })));
  const looks = trials === 'auto' ? LOOKS.length : 1;
  const judge = () =>
    judgeRun({ plan, predictions, outcomes: outcomes.map((row) => row.map(unbroken)), shown, margin, looks });
  let done = 0;
  let planned = 0;

  const cost = ({ curve, point }: Place) => system.cost(curves[curve].points[point]).seconds;
  const round = async (places: Place[], upTo: (place: Place) => number) => {
    // First trials of all points come before second ones, so that whoever watches sees the whole axis early.
    const tasks = places
      .flatMap((place) => split(place, outcomes[place.curve][place.point].length, upTo(place), cost(place)))
      .sort((a, b) => a.first - b.first);
    planned += tasks.reduce((sum, task) => sum + task.count, 0);
    const finish = (task: TrialTask, results: TrialOutcome[]) => {
      results.forEach((outcome, i) => {
        outcomes[task.curve][task.point][task.first + i] = outcome;
      });
      done += results.length;
      conditions.progress?.({ done, planned, open: places.length }, judge);
    };
    await executor.run(tasks, finish, signal, conditions.watch);
  };

  if (counts) await round(all, ({ curve, point }) => counts[curve][point]);
  else if (trials !== 'auto') await round(all, () => trials);
  else {
    let spent = 0;
    for (const upTo of LOOKS) {
      if (signal?.aborted) break;
      const open = upTo === FIRST_ROUND ? all : needsMore(judge(), shown);
      const price = open.reduce(
        (sum, place) => sum + (upTo - outcomes[place.curve][place.point].length) * cost(place),
        0,
      );
      if (open.length === 0 || (upTo > FIRST_ROUND && spent + price > conditions.budget)) break;
      spent += price;
      await round(open, () => upTo);
    }
  }
  return {
    plan,
    ...judge(),
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

/** Tasks of about a tenth of a second, so that progress moves and workers stay busy. */
function split(place: Place, from: number, to: number, seconds: number): TrialTask[] {
  const size = Math.max(1, Math.floor(0.1 / seconds));
  const tasks: TrialTask[] = [];
  for (let first = from; first < to; first += size) tasks.push({ ...place, first, count: Math.min(size, to - first) });
  return tasks;
}

/** The trials done before the first that is missing: tasks end in any order, and an interruption leaves gaps. */
function unbroken(trials: TrialOutcome[]): TrialOutcome[] {
  let whole = 0;
  while (trials[whole] !== undefined) whole++;
  return trials.slice(0, whole);
}
