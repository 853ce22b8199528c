import { type Executor, inlineExecutor } from '../measure/executor.ts';
import { outlooksInTime, preparationOf } from '../measure/outlook.ts';
import { openWorkshop, type Workshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import type { Plan } from '../plan/plan.ts';
import { type Conditions, conduct, estimateCost, type PlanTheory, predictPlan, type RunResult } from './conduct.ts';

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
 * Theory alone: of the observables `wanted`, and with `lines` between the points too. `announce`
 * hears beforehand how many seconds the preparation of all points takes, where the system forecasts
 * it, and then the theory by the system's own cost. What is slow runs on the executor that
 * `hire` makes, in this thread by default. Throws as `predictPlan`.
 */
export async function executeTheory(
  plan: Plan,
  wanted: readonly string[],
  {
    engine,
    lines = true,
    announce,
    hire = inlineExecutor,
    ...conditions
  }: EngineOption &
    Pick<Conditions, 'signal' | 'progress'> & {
      lines?: boolean;
      announce?: (seconds: number, of: 'preparation' | 'theory') => void;
      hire?: (workshop: Workshop) => Executor;
    },
): Promise<PlanTheory> {
  const workshop = openWorkshop(plan.system, await selectEngine(engine));
  const preparation = preparationOf(plan, plan.system);
  if (preparation > 0) announce?.(preparation, 'preparation');
  const outlooks = await outlooksInTime(plan, workshop, conditions.signal);
  announce?.(estimateCost(plan, outlooks, 0).seconds, 'theory');
  const asked = { seed: '', shown: lines ? wanted : [], ...conditions };
  const executor = hire(workshop);
  try {
    return await predictPlan(plan, wanted, workshop, executor, asked, outlooks);
  } finally {
    await executor.close();
  }
}
