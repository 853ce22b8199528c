import type { Engine } from '../numeric/engine.ts';
import { selectEngine } from '../numeric/engines/select.ts';
import { type Conditions, checkMemory, conduct, type RunResult } from './conduct.ts';
import type { Plan } from './plan.ts';
import { makeExecutor } from './pool.ts';

export interface RunOptions extends Conditions {
  /** Worker threads; 1 runs in this thread. Numbers do not depend on it. */
  jobs: number;
  engine: 'auto' | Engine['name'];
}

/**
 * Predicts, measures and judges on this machine. Throws `BadInput` for a plan that does not fit into memory, and for an engine that is
 * not there.
 */
export async function execute(plan: Plan, options: RunOptions): Promise<RunResult> {
  checkMemory(plan);
  const engine = await selectEngine(options.engine);
  const executor = await makeExecutor(
    { system: plan.system, seed: options.seed, curves: plan.curves },
    engine,
    options.jobs,
  );
  try {
    return await conduct(plan, options, executor);
  } finally {
    await executor.close();
  }
}
