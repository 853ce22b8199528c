import type { Engine } from '../numeric/engine.ts';
import { remember } from '../numeric/remember.ts';
import type { Point } from '../plan/plan.ts';
import type { AnySystem, Observable } from '../systems/contract.ts';
import { neverStopped } from './reporter.ts';

/** A system at work in one thread: its engine, and the problem of each point, prepared once. */
export interface Workshop {
  readonly system: AnySystem;
  readonly engine: Engine;
  /** Throws as the system's `prepare`, which may ask `check` on its way. */
  problem(point: Point, check?: () => void): unknown;
  /** How many values each observable that is a curve has at a point. */
  widths(point: Point): Record<string, number>;
}

/** Problems that are kept at once: more points than most figures have. */
const MOST_PROBLEMS = 1024;

/** `most`: problems that are kept at once. */
export function openWorkshop(system: AnySystem, engine: Engine, most = MOST_PROBLEMS): Workshop {
  const prepared = remember(
    ({ point, check }: { point: Point; check: () => void }) => system.prepare(point.parameters, { engine, check }),
    ({ point }) => point.key,
    most,
  );
  const problem = (point: Point, check = neverStopped) => prepared({ point, check });
  const widths = remember(
    (point: Point) => widthsOf(system, problem(point)),
    ({ key }) => key,
    most,
  );
  return { system, engine, problem, widths };
}

function widthsOf({ observables, coordinates = {} }: AnySystem, problem: unknown): Record<string, number> {
  const widths: Record<string, number> = {};
  for (const [name, { over }] of Object.entries<Observable<unknown>>(observables)) {
    if (over === undefined) continue;
    const names: readonly string[] = typeof over === 'string' ? [over] : over;
    widths[name] = names.reduce((product, axis) => product * coordinates[axis].at(problem).length, 1);
  }
  return widths;
}

/**
 * What a system gives must have the shape that it declares; a number or curve of another shape is a
 * defect of the system, and is thrown as one.
 */
export function checkShape(
  { system, widths }: Workshop,
  point: Point,
  name: string,
  value: unknown,
  who: 'theory' | 'trial',
): void {
  const observable: Observable<unknown> | undefined = system.observables[name];
  if (!observable) throw new Error(`the ${who} of ${system.id} gives ${name}, which is no observable`);
  if (observable.over === undefined && typeof value === 'number') return;
  const wanted = observable.over === undefined ? 'a number' : widths(point)[name];
  const found = typeof value === 'number' ? 'a number' : value instanceof Float64Array ? value.length : typeof value;
  if (found === wanted) return;
  const has = typeof found === 'number' ? `${found} values` : found;
  const needs = typeof wanted === 'number' ? `${wanted} values, as many as its coordinate has` : wanted;
  throw new Error(`the ${who} of ${system.id} gives ${name} as ${has}, but it is ${needs}`);
}
