import type { Engine } from '../numeric/engine.ts';
import { remember } from '../numeric/remember.ts';
import type { Point } from '../plan/plan.ts';
import type { AnySystem, Observable } from '../systems/contract.ts';

/** A system at work in one thread: its engine, and the problem of each point, prepared once. */
export interface Workshop {
  readonly system: AnySystem;
  readonly engine: Engine;
  /** Throws as the system's `prepare`. */
  problem(point: Point): unknown;
  /** How many values each observable has at a point: those of its coordinates, or one. */
  widths(point: Point): Record<string, number>;
}

/** Problems that are kept at once: more points than most figures have. */
const MOST_PROBLEMS = 1024;

export function openWorkshop(system: AnySystem, engine: Engine): Workshop {
  const problem = remember(
    ({ parameters }: Point) => system.prepare(parameters, { engine }),
    ({ key }) => key,
    MOST_PROBLEMS,
  );
  const widths = remember(
    (point: Point) => widthsOf(system, problem(point)),
    ({ key }) => key,
    MOST_PROBLEMS,
  );
  return { system, engine, problem, widths };
}

function widthsOf({ observables, coordinates = {} }: AnySystem, problem: unknown): Record<string, number> {
  const width = ({ over }: Observable<unknown>) => {
    const names: readonly string[] = over === undefined ? [] : typeof over === 'string' ? [over] : over;
    return names.reduce((product, name) => product * coordinates[name].at(problem).length, 1);
  };
  return Object.fromEntries(
    Object.entries<Observable<unknown>>(observables).map(([name, observable]) => [name, width(observable)]),
  );
}

/**
 * What a system gives must have the shape that it declares; a number or curve of another shape is a
 * defect of the system, and is thrown as one.
 */
export function checkShape(
  { system, widths }: Workshop,
  point: Point,
  values: Record<string, unknown>,
  who: 'theory' | 'trial',
): void {
  const wanted = widths(point);
  for (const [name, value] of Object.entries(values)) {
    const isCurve = system.observables[name]?.over !== undefined;
    const found = typeof value === 'number' ? 'a number' : value instanceof Float64Array ? value.length : typeof value;
    if (!(name in wanted)) throw new Error(`the ${who} of ${system.id} gives ${name}, which is no observable`);
    if (isCurve ? found === wanted[name] : found === 'a number') continue;
    const has = typeof found === 'number' ? `${found} values` : found;
    const needs = isCurve ? `${wanted[name]} values, as many as its coordinate has` : 'a number';
    throw new Error(`the ${who} of ${system.id} gives ${name} as ${has}, but it is ${needs}`);
  }
}
