import { usualConditions } from '../plan/preset.ts';
import type { Settings } from '../plan/settings.ts';
import type { RunResult } from '../run/conduct.ts';
import { execute, type RunOptions } from '../run/execute.ts';
import { type Entry, planOf } from './entries.ts';
import { type Comparison, numbersOf } from './numbers.ts';

/** A published figure, made again. */
export interface Reproduction {
  entry: Entry;
  settings: Settings;
  result: RunResult;
  numbers: Comparison[];
  /**
   * Whether the verdict is the declared one; `open` where trials would still have to tell. A figure
   * that shows where a theory ends is `broken, as published`.
   */
  outcome: 'as published' | 'open' | 'against';
}

/**
 * Predicts, measures and judges an entry under its own margin and budget. Throws as `execute`.
 */
export async function reproduce(
  entry: Entry,
  {
    budget,
    ...options
  }: Pick<RunOptions, 'seed' | 'jobs' | 'engine' | 'budgetBy' | 'signal' | 'progress'> & { budget?: number },
): Promise<Reproduction> {
  const { settings, plan } = await planOf(entry);
  const usual = usualConditions(entry.system, entry.preset);
  const result = await execute(plan, { ...options, trials: 'auto', ...usual, budget: budget ?? usual.budget });
  return { entry, settings, result, numbers: numbersOf(entry, plan, result), outcome: outcomeOf(entry, result) };
}

function outcomeOf(
  { preset: { expected = 'holds' } }: Entry,
  { verdict: { overall }, interrupted }: RunResult,
): Reproduction['outcome'] {
  if (interrupted) return 'open';
  // What is declared open may well hold with more trials.
  if (overall === expected || (overall === 'holds' && expected === 'unresolved')) return 'as published';
  return overall === 'unresolved' ? 'open' : 'against';
}

/**
 * `holds`, `broken, as published`, `unresolved (12 s more would tell)`,
 * `broken, against the declared ‘holds’`.
 */
export function verdictInWords({ entry, result, outcome }: Reproduction): string {
  const { overall } = result.verdict;
  const { toDecide, interrupted } = result;
  if (interrupted) return `${overall}, interrupted`;
  if (outcome === 'against') return `${overall}, against the declared ‘${entry.preset.expected ?? 'holds'}’`;
  if (outcome === 'open')
    return toDecide ? `${overall} (about ${Math.ceil(toDecide.seconds)} s more would tell)` : overall;
  return overall === 'holds' ? overall : `${overall}, as ${overall === 'broken' ? 'published' : 'declared'}`;
}
