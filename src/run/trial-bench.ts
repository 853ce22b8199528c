import { Bootstraps } from '../judge/derived.ts';
import { type Judged, judgeRun, lacksValues, needsMore, trialsNeeded } from '../judge/judge.ts';
import type { Executor } from '../measure/executor.ts';
import type { Assignment, Result, Task, TrialTask } from '../measure/tasks.ts';
import type { TrialOutcome } from '../measure/trials.ts';
import { byPoint, type Place, type Plan, type Point } from '../plan/plan.ts';
import { lookCounts } from '../statistics/sequential.ts';
import type { Conditions, PlanTheory, Progress, ToDecide } from './conduct.ts';

/**
 * The counts of trials at which `auto` looks at the verdicts. Ten looks in all: later ones are
 * further apart, since each makes all of them stricter.
 */
const LOOKS = [...lookCounts({ first: 8, growth: 2, most: 512 }), 2048, 8192, 32_768];

const LAST = LOOKS[LOOKS.length - 1];

/** Trials that every point has, whatever they take. */
export const FIRST_ROUND = LOOKS[0];

/** A budget that is advised has as much room. */
const ROOM = 1.3;
/**
 * What is told to take n trials is often enough still open with n, and seldom with so many times n.
 */
const PLENTY = 2;

/** How often a run looks at its verdicts. */
export function looksOf(trials: number | 'auto'): number {
  return trials === 'auto' ? LOOKS.length : 1;
}

/** The trials of a run, by distinct point: one that stands in the plan twice is measured once. */
export class TrialBench {
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
  /** Seconds of trials by the system's own estimate: done, and still to do. */
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
    // A copy, with its holes.
    this.outcomes = assignment.points.map(({ key }) => [...(conditions.known?.get(key) ?? [])]);
    this.bootstraps = new Bootstraps(conditions.seed);
  }

  async run(): Promise<void> {
    const { trials, counts, budget, signal } = this.conditions;
    const all = this.plan.curves.flatMap(({ points }, curve) => points.map((_, point) => ({ curve, point })));
    const everywhere = (upTo: (place: Place) => number) => this.round(this.goals(all, upTo));
    if (counts) return everywhere(({ curve, point }) => counts[curve][point]);
    if (trials !== 'auto') return everywhere(() => trials);
    for (const look of LOOKS) {
      if (signal?.aborted) return;
      if (look === FIRST_ROUND) {
        await everywhere(() => look);
        continue;
      }
      const needs = this.needs(this.judge());
      if (needs.size === 0) return;
      // What is left when trials went faster than they were expected to is spent as well, on the
      // same points: nobody has looked in between.
      for (;;) {
        const { goals, isWhole } = this.goalsWithin(budget - this.spent(), needs, look);
        const more = [...goals].some(([i, goal]) => this.missing(i, goal).length > 0);
        if ((!more && !isWhole) || signal?.aborted) return;
        // Of a run that is gone on with so many trials may be there already.
        if (more) await this.round(goals);
        if (isWhole) break;
      }
    }
  }

  /** What would settle what is unresolved, where trials can. */
  toDecide(judged: Judged): ToDecide | undefined {
    const { shown, budget, budgetBy } = this.conditions;
    if (judged.verdict.overall !== 'unresolved' || lacksValues(judged, shown)) return undefined;
    const needs = this.needs(judged);
    const trials = Math.max(0, ...needs.values());
    if (trials === Infinity) return undefined;
    const estimated = [...needs].reduce((sum, [i, needed]) => sum + this.missing(i, needed).length * this.cost(i), 0);
    if (estimated === 0) return undefined;
    const seconds = (this.pace * estimated) / this.executor.jobs;
    if (trials > LAST) return { seconds, trials };
    const more = budgetBy === 'estimate' ? estimated : seconds;
    return { seconds, trials, budget: budgetFor(budget, this.spent(), more) };
  }

  /** The points that are open, and how many trials each needs, as far as anybody can say. */
  private needs(judged: Judged): Map<number, number> {
    const { shown } = this.conditions;
    return this.goals(needsMore(judged, shown), (place) => trialsNeeded(judged, shown, place) ?? Infinity);
  }

  /** As many trials at each distinct point as the one of its places wants that wants most. */
  private goals(places: Place[], upTo: (place: Place) => number): Map<number, number> {
    const goals = new Map<number, number>();
    for (const place of places) {
      const { curve, point } = place;
      if (this.theory.outlooks[curve][point].untestable !== undefined) continue;
      const i = this.indexOf(this.plan.curves[curve].points[point]);
      goals.set(i, Math.max(goals.get(i) ?? 0, upTo(place)));
    }
    return goals;
  }

  /**
   * How far the open points go up to the next look; one that was thought settled for long, and has
   * few trials, no further than it needs. Where there is no time for all of that the batch is the
   * last: points that can be settled come first, those that take least before others, and what
   * remains is for all others alike.
   */
  private goalsWithin(
    seconds: number,
    needs: Map<number, number>,
    look: number,
  ): { goals: Map<number, number>; isWhole: boolean } {
    const enough = (i: number) => Math.ceil(PLENTY * needs.get(i)!);
    const twice = (i: number) => 2 * unbroken(this.outcomes[i]).length;
    const open = [...needs.keys()];
    const whole = new Map(open.map((i) => [i, Math.min(look, Math.max(enough(i), twice(i)))]));
    if (this.price(whole) <= seconds) return { goals: whole, isWhole: true };
    const priced = open
      .filter((i) => enough(i) <= LAST)
      .map((i) => ({ i, price: this.price(new Map([[i, enough(i)]])) }))
      .sort((a, b) => a.price - b.price);
    const settled = new Map<number, number>();
    let left = seconds;
    for (const { i, price } of priced) {
      left -= price;
      if (left < 0) break;
      settled.set(i, enough(i));
    }
    const others = settled.size < open.length ? open.filter((i) => !settled.has(i)) : open;
    const goals = (upTo: number) =>
      new Map([...settled, ...others.map((i): [number, number] => [i, Math.max(upTo, settled.get(i) ?? 0)])]);
    let [low, high] = [0, LAST + 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.price(goals(middle)) <= seconds) low = middle;
      else high = middle;
    }
    return { goals: goals(low), isWhole: false };
  }

  /** Seconds that it takes until all these points have so many trials, as a budget counts them. */
  private price(goals: Map<number, number>): number {
    const perSecond = this.conditions.budgetBy === 'estimate' ? 1 : this.pace / this.executor.jobs;
    return [...goals].reduce((sum, [i, goal]) => sum + perSecond * this.unpaid(i, goal).length * this.cost(i), 0);
  }

  private spent(): number {
    return this.conditions.budgetBy === 'estimate' ? this.estimated : (performance.now() - this.started) / 1000;
  }

  judge(): Judged {
    const { plan, theory, conditions } = this;
    const { shown, margin, trials, looksBefore = 0 } = conditions;
    const looks = looksBefore + looksOf(trials);
    const outcomes = plan.curves.map(({ points }) =>
      points.map((point) => unbroken(this.outcomes[this.indexOf(point)])),
    );
    return judgeRun({ plan, ...theory, outcomes, shown, margin, looks, bootstraps: this.bootstraps });
  }

  private async round(goals: Map<number, number>): Promise<void> {
    for (const [point, count] of goals) this.take(point, count);
    // First trials of all points come before second ones, so that whoever watches sees the whole
    // axis early.
    const tasks = [...goals]
      .flatMap(([point, count]) => split(point, this.missing(point, count), this.cost(point)))
      .sort((a, b) => a.first - b.first);
    this.planned += tasks.reduce((sum, { count }) => sum + count, 0);
    this.estimatedToDo += tasks.reduce((sum, { point, count }) => sum + count * this.cost(point), 0);
    const [begun, before] = [performance.now(), this.estimated];
    const finish = (task: Task, result: Result) => {
      const { point, first } = task as TrialTask;
      const results = result as TrialOutcome[];
      for (const [i, outcome] of results.entries()) this.outcomes[point][first + i] = outcome;
      this.conditions.keep?.(this.assignment.points[point].key, first, results);
      this.done += results.length;
      this.estimated += results.length * this.cost(point);
      this.estimatedToDo -= results.length * this.cost(point);
      // A round that is stopped at once has done nothing to tell a pace by.
      if (this.estimated > before)
        this.pace = (((performance.now() - begun) / 1000) * this.executor.jobs) / (this.estimated - before);
      const progress: Progress = {
        ...{ stage: 'trials', done: this.done, planned: this.planned, open: goals.size },
        secondsLeft: (this.pace * this.estimatedToDo) / this.executor.jobs,
      };
      this.conditions.progress?.(progress, () => this.judge());
    };
    const { signal, watch } = this.conditions;
    await this.executor.run(tasks, this.assignment, finish, signal, watch);
  }

  /** What lies on the shelf takes the place of trials that would be made now. */
  private take(point: number, count: number): void {
    const { key } = this.assignment.points[point];
    const shelf = this.conditions.shelf?.get(key) ?? [];
    for (const trial of this.missing(point, count)) {
      const outcome = shelf[trial];
      if (outcome === undefined) continue;
      this.outcomes[point][trial] = outcome;
      this.conditions.keep?.(key, trial, [outcome]);
      // What is made by the estimate does not depend on what is there already.
      if (this.conditions.budgetBy === 'estimate') this.estimated += this.cost(point);
    }
  }

  /** Of the trials that are not there, those that will be made in the time of this run. */
  private unpaid(point: number, count: number): number[] {
    const missing = this.missing(point, count);
    const { shelf, budgetBy } = this.conditions;
    const there = budgetBy === 'estimate' ? undefined : shelf?.get(this.assignment.points[point].key);
    return there ? missing.filter((trial) => there[trial] === undefined) : missing;
  }

  /** The numbers below `count` of the trials that are not there. */
  private missing(point: number, count: number): number[] {
    const outcomes = this.outcomes[point];
    const missing: number[] = [];
    for (let trial = 0; trial < count; trial++) if (outcomes[trial] === undefined) missing.push(trial);
    return missing;
  }

  private indexOf({ key }: Point): number {
    return this.index.get(key)!;
  }

  private cost(point: number): number {
    return this.seconds.get(this.assignment.points[point].key)!;
  }
}

/**
 * A budget with room for what is missing, and for its estimate; more than what was given, which was
 * not enough however little of it was used.
 */
export function budgetFor(given: number, spent: number, more: number): number {
  return Math.ceil(Number((ROOM * (Math.max(given, spent) + more)).toPrecision(2)));
}

/** Tasks of about a tenth of a second, so that progress moves and workers stay busy. */
function split(point: number, trials: readonly number[], seconds: number): TrialTask[] {
  const size = Math.max(1, Math.floor(0.1 / seconds));
  const tasks: TrialTask[] = [];
  for (const trial of trials) {
    const last = tasks.at(-1);
    if (last && last.first + last.count === trial && last.count < size) last.count++;
    else tasks.push({ kind: 'trials', point, first: trial, count: 1 });
  }
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
