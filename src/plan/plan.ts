import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from '../systems/contract.ts';
import { plainSettings } from '../systems/given.ts';
import { inertParameters } from '../systems/shared/inert.ts';
import { pointKey } from './point-key.ts';
import {
  checkKeys,
  checkParameters,
  fitToField,
  parameterMeta,
  type Reading,
  readSetting,
  type Settings,
} from './settings.ts';

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
  const settings = plainSettings(given);
  checkKeys(system, settings);
  const readings = new Map(
    Object.entries(settings).map(([key, value]) => [key, asList(system, key, readGiven(system, key, value))]),
  );
  const named = (kind: Reading['kind']) => [...readings].filter(([, one]) => one.kind === kind).map(([key]) => key);
  const ranges = named('range');
  if (ranges.length > 2)
    throw new BadInput(
      `${ranges.join(', ')} are ranges, but a figure has two sides at most; give all but two as values or lists`,
    );
  const axisName =
    ranges[0] ?? usualAxis(system, readings) ?? named('list').find((key) => isNumeric(readings.get(key)!));
  const several = (key: string) => {
    const reading = readings.get(key)!;
    if (reading.kind === 'range') return fitToField(system, key, reading.values);
    return reading.kind === 'value' ? [reading.value] : [...new Set(reading.values)];
  };
  const sweep = (name: string): Sweep => ({ name, values: several(name) });
  const axis = axisName === undefined ? undefined : sweep(axisName);
  const families = [...named('list'), ...ranges.slice(1)].filter((key) => key !== axisName).map(sweep);
  const base: Parameters = {};
  for (const [key, reading] of readings) if (reading.kind === 'value' && key !== axisName) base[key] = reading.value;

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
    chosen: settings,
    curves,
  };
}

/**
 * The system's own sweep, unless the user fixes its key: then nothing, or the list that was given
 * for it.
 */
function usualAxis(system: AnySystem, readings: Map<string, Reading>): string | undefined {
  const usual = Object.keys(system.sweep).at(0);
  if (usual === undefined) return undefined;
  if (!readings.has(usual)) {
    const single = [...readings].flatMap(([key, one]) => (one.kind === 'value' ? [[key, one.value]] : []));
    const sweep = system.sweepFor?.(Object.fromEntries(single)) ?? system.sweep;
    readings.set(usual, readSetting(usual, sweep[usual]));
  }
  return readings.get(usual)!.kind === 'value' ? undefined : usual;
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

/** Text is taken as it is written. */
function readGiven(system: AnySystem, key: string, value: unknown): Reading {
  const usual = system.parameters.shape[key].safeParse(undefined).data ?? undefined;
  return parameterMeta(system, key)?.kind === 'text' ? { kind: 'value', value } : readSetting(key, value, usual);
}

/**
 * A JSON array that the parameter itself does not take, but whose entries it does, is a list of
 * values.
 */
function asList(system: AnySystem, key: string, reading: Reading): Reading {
  if (reading.kind !== 'value' || !Array.isArray(reading.value)) return reading;
  const field = system.parameters.shape[key];
  const takesArray = field.safeParse(reading.value).success;
  return !takesArray && reading.value.length > 0 && reading.value.every((value) => field.safeParse(value).success)
    ? { kind: 'list', values: reading.value }
    : reading;
}

/** Words can be told apart by curves, but not placed on an axis. */
function isNumeric(reading: Reading): boolean {
  return reading.kind !== 'value' && reading.values.every((value) => typeof value === 'number');
}

/**
 * Multiplies the parameters that the system declares as sizes, or scales them as it says. Throws
 * `BadInput` where a size comes from elsewhere.
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
  return scaled;
}
