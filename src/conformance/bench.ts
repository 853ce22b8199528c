import { openWorkshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { checkParameters, type Settings } from '../plan/settings.ts';
import { type Conditions, conduct, type RunResult } from '../run/conduct.ts';
import type { AnySystem } from '../systems/contract.ts';
import { type KnownTrials, rememberingExecutor } from './remembered-trials.ts';

/** The plan of one point: what a figure would sweep has its default. */
export function onePoint(system: AnySystem, settings: Settings): Plan {
  const swept = Object.keys(system.sweep).at(0);
  const fallback: Settings = swept === undefined ? {} : { [swept]: checkParameters(system, {})[swept] };
  return makePlan(system, { ...fallback, ...settings });
}

/** What checks measure on: planted theories are held to trials that others have made. */
export interface Bench {
  engine: Engine;
  known: KnownTrials;
}

/**
 * Measures and judges in this thread, for as long as the system's own estimate of a trial allows.
 */
export async function measureHere(
  plan: Plan,
  { engine, known }: Bench,
  options: Partial<Conditions>,
): Promise<RunResult> {
  const workshop = openWorkshop(plan.system, engine);
  // By the system's own estimate: what is tested must not depend on how busy a machine is.
  const usual: Conditions = {
    ...{ trials: 'auto', seed: 'conformance', margin: 0.05, budget: 6, shown: [] },
    budgetBy: 'estimate',
  };
  return conduct(plan, { ...usual, ...options }, workshop, rememberingExecutor(workshop, known));
}
