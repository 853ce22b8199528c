import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from '../systems/contract.ts';
import { inertParameters } from '../systems/shared/inert.ts';
import { readDesign } from './design.ts';
import { pointKey } from './point-key.ts';
import { checkParameters, parameterMeta, type Settings } from './settings.ts';

export type Parameters = Record<string, unknown>;

/** A setting of a system, and the key under which its trials are known everywhere. */
export interface Point {
  key: string;
  parameters: Parameters;
}

/** A swept parameter and its values at scale 1. */
export interface Sweep {
  name: string;
  values: unknown[];
}

/** The points along the axis, with everything else fixed. */
export interface Curve {
  /** The value of each family on this curve. */
  members: Parameters;
  /** The multiple of the sizes, from `--scale`. */
  scale: number;
  points: Point[];
}

/** A point of a curve, by indices. */
export interface Place {
  curve: number;
  point: number;
}

/**
 * A design: points over any number of swept parameters. One of them is the axis of every curve;
 * each further one makes a family of curves. `map` names the family that is a second range, over
 * which a figure is a map.
 */
export interface Plan {
  system: AnySystem;
  /** Absent when there is one point a curve. */
  axis?: Sweep;
  families: Sweep[];
  map?: string;
  /** Parameters that nothing sweeps. */
  fixed: Parameters;
  /** The settings as the user gave them. */
  chosen: Settings;
  /** One for each scale and combination of the families' values, the last family fastest. */
  curves: Curve[];
}

/**
 * Turns settings into a plan. The first range is the axis, a second one the other side of a map;
 * lists on further keys draw families of curves; the system's own sweep is the axis when the user
 * gives no range and does not fix its key. With `scales`, everything is repeated with the sizes
 * multiplied. `preset`: the one that gave `keys` of the settings, for the error. Throws `BadInput`.
 */
export function makePlan(
  system: AnySystem,
  settings: Settings,
  scales: number[] = [1],
  preset?: { id: string; keys: readonly string[] },
): Plan {
  const plan = draftPlan(system, settings, scales);
  for (const [key, reason] of withoutEffect(plan)) {
    if (preset?.keys.includes(key))
      throw new BadInput(`the preset ${preset.id} sets ${key}, which ${reason}; change that, or leave out --preset`);
    throw new BadInput(`${key} is given but ${reason}; leave it out, or change that`);
  }
  return plan;
}

/**
 * As `makePlan`, for a page where one control makes others lose their effect: their settings are
 * left out and named, with the reason.
 */
export function makePlanWithoutInert(
  system: AnySystem,
  settings: Settings,
): { plan: Plan; leftOut: Record<string, string> } {
  const plan = draftPlan(system, settings, [1]);
  const leftOut = Object.fromEntries(withoutEffect(plan));
  if (Object.keys(leftOut).length === 0) return { plan, leftOut };
  const kept = Object.fromEntries(Object.entries(settings).filter(([key]) => !(key in leftOut)));
  return { plan: makePlan(system, kept), leftOut };
}

/** Every point of the plan once, however often it stands there, in the order of its first place. */
export function distinctPoints({ curves }: Plan): Point[] {
  return [...new Map(curves.flatMap(({ points }) => points.map((point) => [point.key, point]))).values()];
}

/** Something known of every point, by the point's key. */
export function byPoint<T>({ curves }: Plan, values: T[][]): Map<string, T> {
  return new Map(curves.flatMap(({ points }, c) => points.map(({ key }, p): [string, T] => [key, values[c][p]])));
}

/** All points of a plan are in memory, a kilobyte each. */
const MOST_POINTS = 1e6;

function draftPlan(system: AnySystem, given: Settings, scales: number[]): Plan {
  const { axis, families, base, ranges, chosen } = readDesign(system, given);
  if (ranges.length > 2)
    throw new BadInput(
      `${ranges.join(', ')} are ranges, but a figure has two sides at most; give all but two as values or lists, or sweep all of them: orrery sweep ${system.id} …`,
    );
  const count = [...families, ...(axis ? [axis] : [])].reduce((most, one) => most * one.values.length, scales.length);
  if (count > MOST_POINTS)
    throw new BadInput(
      `${[...(axis ? [axis] : []), ...families].map(({ name, values }) => `${name} (${values.length})`).join(' × ')} makes ${count} points, but a plan has at most ${MOST_POINTS}; give fewer values`,
    );
  const curves = scales.flatMap((scale) =>
    combinations(families).map((members): Curve => {
      const points = (axis?.values ?? [undefined]).map((value): Point => {
        const values = { ...base, ...members, ...(axis && { [axis.name]: value }) };
        const checked = checkParameters(system, values);
        const parameters = scale === 1 ? checked : checkParameters(system, scaleSizes(system, checked, scale));
        return { key: pointKey(system, parameters), parameters };
      });
      return { members, scale, points };
    }),
  );
  const fixed = { ...curves[0].points[0].parameters };
  for (const { name } of [...(axis ? [axis] : []), ...families]) delete fixed[name];
  return {
    system,
    ...(axis && { axis }),
    families,
    ...(ranges[1] && { map: ranges[1] }),
    fixed,
    chosen,
    curves,
  };
}

function combinations(families: Sweep[]): Parameters[] {
  return families.reduce<Parameters[]>(
    (members, { name, values }) => members.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

/** The settings that change nothing anywhere, with the reason: a mistake, and not to be ignored. */
export function withoutEffect({ system, chosen, curves }: Plan): [string, string][] {
  const reasons = curves.flatMap(({ points }) => points.map(({ parameters }) => inertParameters(system, parameters)));
  return Object.keys(chosen)
    .filter((key) => reasons.every((one) => key in one))
    .map((key) => [key, reasons[0][key]]);
}

/**
 * Multiplies the parameters that the system declares as sizes, or scales them as it says. Throws
 * `BadInput` where a size comes from elsewhere, and where there is none: nothing would be compared.
 */
function scaleSizes(system: AnySystem, parameters: Parameters, scale: number): Parameters {
  const larger: Parameters | undefined = system.scaled?.(parameters, scale);
  const scaled = { ...parameters, ...larger };
  for (const key of Object.keys(system.parameters.shape)) {
    const value = parameters[key];
    if (!larger && parameterMeta(system, key)?.size && typeof value === 'number')
      scaled[key] = Math.round(value * scale);
    if (parameterMeta(system, key)?.kind === 'data' && value !== undefined)
      throw new BadInput(
        `--scale cannot multiply the size of ${key}: it comes from a file; leave out --scale or ${key}`,
      );
    if (Array.isArray(value) && typeof value[0] === 'number')
      throw new BadInput(`--scale cannot multiply an array given for ${key}; use a named one, or leave out --scale`);
  }
  if (Object.keys(scaled).every((key) => scaled[key] === parameters[key]))
    throw new BadInput(
      `--scale ${scale} has nothing to multiply: no parameter that acts here is a size of ${system.id}; leave out --scale`,
    );
  return scaled;
}
