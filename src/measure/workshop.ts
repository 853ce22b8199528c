import type { Engine } from '../numeric/engine.ts';
import { remember } from '../numeric/remember.ts';
import type { Point } from '../plan/plan.ts';
import type { AnySystem } from '../systems/contract.ts';

/** A system at work in one thread: its engine, and the problem of each point, prepared once. */
export interface Workshop {
  readonly system: AnySystem;
  readonly engine: Engine;
  /** Throws as the system's `prepare`. */
  problem(point: Point): unknown;
}

/** Problems that are kept at once: more points than most figures have. */
const MOST_PROBLEMS = 1024;

export function openWorkshop(system: AnySystem, engine: Engine): Workshop {
  const problem = remember(
    ({ parameters }: Point) => system.prepare(parameters, { engine }),
    ({ key }) => key,
    MOST_PROBLEMS,
  );
  return { system, engine, problem };
}
