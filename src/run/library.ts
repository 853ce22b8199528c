import { findSystem } from '../systems/registry.ts';
import type { RunResult } from './conduct.ts';
import { execute, type RunOptions } from './execute.ts';
import { predictionJson } from './json.ts';
import { makePlan } from './plan.ts';
import { predictPlan } from './predictions.ts';
import type { Settings } from './settings.ts';

/**
 * Theory alone, for use from code: `predict('ridge', { samples: [50, 100], ridge: 0.1 })`. An array for the swept key or one other
 * key means several values, as a list on the command line does; ranges are given as text, `'20:2000:30:log'`.
 * Returns what `orrery predict --json` prints. Throws `BadInput` for settings that cannot be, with the reason.
 */
export function predict(system: string, settings: Settings = {}): Record<string, unknown> {
  const plan = makePlan(findSystem(system), settings);
  return predictionJson(plan, predictPlan(plan));
}

/** Predicts, measures and judges, in this thread unless `jobs` says otherwise. Throws as `execute`. */
export async function measure(
  system: string,
  settings: Settings = {},
  options: Partial<RunOptions> = {},
): Promise<RunResult> {
  const found = findSystem(system);
  return execute(makePlan(found, settings), {
    trials: 'auto',
    seed: '1',
    jobs: 1,
    engine: 'auto',
    margin: found.margin.value,
    budget: 30,
    shown: found.shown,
    ...options,
  });
}
