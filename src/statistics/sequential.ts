import { OutOfRange } from '../numeric/errors.ts';
import type { CurveJudgement, Verdict } from './equivalence.ts';

/**
 * `--trials auto`: add trials until the verdict is resolved or the budget is spent.
 *
 * The trials are looked at after `first`, `first·growth`, … of them, so that the last batch is
 * never much larger than all that went before. Whoever looks K times at alpha each is wrong more
 * often than alpha; so each look spends alpha/K (Bonferroni over the looks: pass `looks:
 * lookCounts(budget).length` to the judge). Bonferroni needs nothing of the joint distribution of
 * the looks, which group-sequential bounds (Pocock 1977; O'Brien & Fleming 1979) take to be normal;
 * skewed trials and few of them make it anything but. And as every look has the same level, the
 * verdict is a function of the data at hand, and a record can be judged again without its history.
 *
 * The plan depends on the data alone unless a limit in seconds cuts it short; the record says how
 * many trials were run.
 */
export interface TrialBudget {
  /** Trials at the first look, at least 2. Default 8. */
  first?: number;
  /** Each look has this many times the trials of the one before. Default 2. */
  growth?: number;
  /** Trials at the last look. Default 1024. */
  most?: number;
  /** Wall-clock seconds, checked before every batch. */
  seconds?: number;
}

export interface TrialsSoFar {
  /** The most trials that any point has. */
  trials: number;
  verdict: Verdict;
  secondsSpent?: number;
  /**
   * What one more trial of every unresolved point costs, when known: the last batch is cut to what
   * fits.
   */
  secondsPerTrial?: number;
}

export type NextStep = { stop: 'resolved' | 'trials' | 'seconds' } | { trials: number; add: number };

/**
 * The counts of trials at which the verdict is looked at: first, first·growth, …, most. Throws
 * OutOfRange.
 */
export function lookCounts({ first = 8, growth = 2, most = 1024 }: TrialBudget = {}): number[] {
  if (!(first >= 2)) throw new OutOfRange('the first number of trials', first, 'at least 2');
  if (!(growth > 1)) throw new OutOfRange('the growth of trials', growth, 'above 1');
  if (!(most >= 2)) throw new OutOfRange('the largest number of trials', most, 'at least 2');
  const counts: number[] = [];
  for (let next = Math.floor(first); next < most; next = Math.max(next + 1, Math.round(next * growth)))
    counts.push(next);
  counts.push(Math.floor(most));
  return counts;
}

/**
 * What to do next: stop, and why; or bring every unresolved point to `trials` trials (`add` more
 * for those that have the most). Start with `{trials: 0, verdict: 'unresolved'}`. Throws
 * OutOfRange.
 */
export function nextTrials(progress: TrialsSoFar, budget: TrialBudget = {}): NextStep {
  const { trials, verdict, secondsSpent = 0, secondsPerTrial } = progress;
  if (verdict !== 'unresolved') return { stop: 'resolved' };
  const target = lookCounts(budget).find((look) => look > trials);
  if (target === undefined) return { stop: 'trials' };
  let add = target - trials;
  if (budget.seconds !== undefined) {
    const left = budget.seconds - secondsSpent;
    if (left <= 0) return { stop: 'seconds' };
    if (secondsPerTrial !== undefined && secondsPerTrial > 0) add = Math.min(add, Math.floor(left / secondsPerTrial));
    if (add < 1) return { stop: 'seconds' };
  }
  return { trials: trials + add, add };
}

/**
 * Which points need more trials: the unresolved ones. Those that hold or are broken keep what they
 * have.
 */
export function unresolvedPoints({ points }: Pick<CurveJudgement, 'points'>): number[] {
  return points.flatMap((point, i) => (point.verdict === 'unresolved' ? [i] : []));
}
