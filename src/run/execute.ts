import { inlineExecutor } from '../measure/executor.ts';
import { makeExecutor } from '../measure/pool.ts';
import { openWorkshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import type { Plan } from '../plan/plan.ts';
import { type Conditions, conduct, type PlanTheory, predictPlan, type RunResult } from './conduct.ts';

export interface RunOptions extends Conditions {
  /** Worker threads; 1 runs in this thread. Numbers do not depend on it. */
  jobs: number;
  engine: 'auto' | Engine['name'];
}

/**
 * Predicts, measures and judges on this machine. Throws `BadInput` for a plan that does not fit into memory, and for an engine that is
 * not there.
 */
export async function execute(plan: Plan, { jobs, engine, ...conditions }: RunOptions): Promise<RunResult> {
  const workshop = openWorkshop(plan.system, await selectEngine(engine));
  const executor = makeExecutor(workshop, jobs);
  try {
    return await conduct(plan, conditions, workshop, executor);
  } finally {
    await executor.close();
  }
}

/** Theory alone, in this thread: of the observables `wanted`, and lines of those among them that are numbers along the axis. Throws as `execute`. */
export async function executeTheory(
  plan: Plan,
  wanted: readonly string[],
  options: { engine?: RunOptions['engine']; signal?: AbortSignal; lines?: boolean } = {},
): Promise<PlanTheory> {
  const { engine = 'auto', signal, lines = true } = options;
  const workshop = openWorkshop(plan.system, await selectEngine(engine));
  const shown = lines ? wanted : [];
  return predictPlan(plan, wanted, workshop, inlineExecutor(workshop), { seed: '', shown, signal });
}
