import { inlineExecutor } from '../measure/executor.ts';
import { openWorkshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import type { Plan } from '../plan/plan.ts';
import { type Conditions, conduct, type PlanTheory, predictPlan, type RunResult } from './conduct.ts';

// In the thread that asks: in Node, in a worker and in a page alike.

export interface EngineOption {
  engine: 'auto' | Engine['name'];
}

/**
 * Predicts, measures and judges, one trial after the other. Throws as `conduct`, and `BadInput` for
 * an engine that is not there.
 */
export async function executeHere(
  plan: Plan,
  { engine, ...conditions }: Conditions & EngineOption,
): Promise<RunResult> {
  const workshop = openWorkshop(plan.system, await selectEngine(engine));
  return conduct(plan, conditions, workshop, inlineExecutor(workshop));
}

/**
 * Theory alone: of the observables `wanted`, and with `lines` between the points too. Throws as
 * `predictPlan`.
 */
export async function executeTheory(
  plan: Plan,
  wanted: readonly string[],
  { engine, lines = true, signal }: EngineOption & { lines?: boolean; signal?: AbortSignal },
): Promise<PlanTheory> {
  const workshop = openWorkshop(plan.system, await selectEngine(engine));
  return predictPlan(plan, wanted, workshop, inlineExecutor(workshop), {
    seed: '',
    shown: lines ? wanted : [],
    signal,
  });
}
