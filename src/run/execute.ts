import type { Executor } from '../measure/executor.ts';
import { isLong } from '../measure/outlook.ts';
import { makeExecutor } from '../measure/pool.ts';
import { openWorkshop, type Workshop } from '../measure/workshop.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import { OrreryError } from '../numeric/errors.ts';
import { distinctPoints, type Plan, type Point } from '../plan/plan.ts';
import type { Cost } from '../systems/contract.ts';
import { systemHeaders } from '../systems/headers.ts';
import { checkJobs } from './conditions.ts';
import { type Conditions, conduct, type RunResult } from './conduct.ts';
import type { EngineOption } from './here.ts';

export interface RunOptions extends Conditions, EngineOption {
  /**
   * Threads; 1 runs in this thread, unless a trial takes long. Long trials that are fewer share the
   * threads. Numbers do not depend on it.
   */
  jobs: number;
}

/**
 * Predicts, measures and judges on this machine; Node alone. A workshop that has prepared the
 * plan's points already is used again. Throws as `conduct`, and `BadInput` for an engine that is
 * not there.
 */
export async function execute(plan: Plan, options: RunOptions, prepared?: Workshop): Promise<RunResult> {
  const { jobs, engine, ...conditions } = options;
  checkJobs(jobs);
  const workshop = prepared ?? openWorkshop(plan.system, await selectEngine(engine));
  const executor = executorFor(plan, workshop, jobs);
  try {
    return await conduct(plan, conditions, workshop, executor);
  } finally {
    await executor.close();
  }
}

/** Threads, or this one alone where there is one job and none of the plan's takes long. */
export function executorFor(plan: Plan, workshop: Workshop, jobs: number): Executor {
  return makeExecutor(workshop, jobs, takesLong(plan, workshop));
}

/** A thread opens its system by the id or the file, which not every system of a program has. */
function takesLong(plan: Plan, workshop: Workshop): boolean {
  const { id, origin } = plan.system;
  if (!origin && !systemHeaders.some((header) => header.id === id)) return false;
  return distinctPoints(plan).some((point) => isLong(costOf(point, workshop)));
}

/** Nothing where the system has nothing to say, which the run says later. */
function costOf(point: Point, { system, problem }: Workshop): Pick<Cost, 'seconds' | 'theory'> {
  try {
    return system.cost(problem(point));
  } catch (error) {
    if (error instanceof OrreryError) return { seconds: 0 };
    throw error;
  }
}
