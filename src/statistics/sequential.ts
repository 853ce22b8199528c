import { OutOfRange } from '../numeric/errors.ts';

/**
 * `--trials auto`: add trials until the verdict is resolved or the budget is spent.
 *
 * The trials are looked at after `first`, `first·growth`, … of them, so that the last batch is
 * never much larger than all that went before. Whoever looks K times at alpha each is wrong more
 * often than alpha; so each look spends alpha/K (Bonferroni over the looks: pass the number of
 * counts to the judge as `looks`). Bonferroni needs nothing of the joint distribution of the looks,
 * which group-sequential bounds (Pocock 1977; O'Brien & Fleming 1979) take to be normal; skewed
 * trials and few of them make it anything but. And as every look has the same level, the verdict is
 * a function of the data at hand, and a record can be judged again without its history.
 *
 * A batch that is cut short by the clock is the last one: the stop depends on no data, and is one
 * of the K looks. The record says how many trials were run.
 */
export interface LookPlan {
  /** Trials at the first look, at least 2. Default 8. */
  first?: number;
  /** Each look has this many times the trials of the one before. Default 2. */
  growth?: number;
  /** Trials at the last look. Default 1024. */
  most?: number;
}

/**
 * The counts of trials at which the verdict is looked at: first, first·growth, …, most. Throws
 * OutOfRange.
 */
export function lookCounts({ first = 8, growth = 2, most = 1024 }: LookPlan = {}): number[] {
  if (!(first >= 2)) throw new OutOfRange('the first number of trials', first, 'at least 2');
  if (!(growth > 1)) throw new OutOfRange('the growth of trials', growth, 'above 1');
  if (!(most >= 2)) throw new OutOfRange('the largest number of trials', most, 'at least 2');
  const counts: number[] = [];
  for (let next = Math.floor(first); next < most; next = Math.max(next + 1, Math.round(next * growth)))
    counts.push(next);
  counts.push(Math.floor(most));
  return counts;
}
