import { expm1, log1p, squared } from '../numeric/special.ts';
import { studentUpperQuantile } from './distributions.ts';
import type { Summary } from './moments.ts';

/** More than anybody makes. */
const MOST_TRIALS = 1e6;

/**
 * How far the mean may be from a value that all of n trials had, when chances below e^−unlikely are
 * left out: others then come with chance q up to 1 − e^(−unlikely/n). Where none differs by more
 * than `most` that is q · most; where a standard deviation σ is known it is at most σ √(q/(1 − q)),
 * by Cantelli's inequality (1928, Atti del Congresso Internazionale dei Matematici 6, 47).
 */
export function unseenBy(trials: number, unlikely: number, spreadElsewhere: number, most: number): number {
  return most > 0 ? (most * unlikely) / trials : spreadElsewhere * Math.sqrt(expm1(unlikely / trials));
}

/** How many trials must agree until rarer others would not explain a distance. */
export function trialsUnseen(
  distance: number,
  unlikely: number,
  spreadElsewhere: number,
  most: number,
): number | undefined {
  if (most > 0) return trialsOfChance(most * unlikely, distance);
  const ratio = Math.max(0, distance) / spreadElsewhere;
  return trialsOfChance(unlikely, log1p(ratio * ratio));
}

/** How many trials it takes until their mean is known to `distance` at this level. */
export function trialsNeeded({ trials, standardError }: Summary, distance: number, level: number): number | undefined {
  if (!(distance > 0) || trials < 2) return undefined;
  // Few trials know their own spread badly: it may be larger by its own standard error.
  const spread = standardError * (1 + 1 / Math.sqrt(2 * (trials - 1)));
  const needed = Math.ceil(trials * squared((studentUpperQuantile(level, MOST_TRIALS) * spread) / distance));
  return needed <= MOST_TRIALS ? Math.max(needed, trials + 1) : undefined;
}

/** How many trials must agree until rarer others would not explain a distance. */
export function trialsOfChance(spread: number, distance: number): number | undefined {
  const needed = distance > 0 ? Math.floor(spread / distance) + 1 : Infinity;
  return needed <= MOST_TRIALS ? needed : undefined;
}
