import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from '../systems/contract.ts';
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

/** One curve of a figure: the parameters at each point of the axis. */
export interface Curve {
  /** The family's value on this curve; absent without a family. */
  family?: unknown;
  /** The multiple of the sizes, from `--scale`. */
  scale: number;
  points: Parameters[];
}

/** A point of a curve. */
export interface Place {
  curve: number;
  point: number;
}

/** What to compute: every point of every curve, with all parameters checked. */
export interface Plan {
  system: AnySystem;
  /** The swept parameter and its values at scale 1; absent when there is one point only. */
  axis?: { name: string; values: unknown[] };
  family?: { name: string; values: unknown[] };
  /** Parameters that neither the axis nor the family sets. */
  fixed: Parameters;
  /** The settings as the user gave them. */
  chosen: Settings;
  curves: Curve[];
}

/**
 * Turns settings into a plan. A range is the axis; a list on one further key draws a family; the system's own sweep is the axis
 * when the user sweeps nothing and does not fix its key. With `scales`, each curve is repeated with the sizes multiplied.
 * Throws `BadInput`.
 */
export function makePlan(system: AnySystem, settings: Settings, scales: number[] = [1]): Plan {
  const plan = draftPlan(system, settings, scales);
  for (const [key, reason] of withoutEffect(plan))
    throw new BadInput(`${key} is given but ${reason}; leave it out, or change the other`);
  return plan;
}

/** As `makePlan`, for a page where one control makes others lose their effect: their settings are left out and named. */
export function makePlanWithoutInert(system: AnySystem, settings: Settings): { plan: Plan; leftOut: string[] } {
  const plan = draftPlan(system, settings, [1]);
  const leftOut = withoutEffect(plan).map(([key]) => key);
  if (leftOut.length === 0) return { plan, leftOut };
  const kept = Object.fromEntries(Object.entries(settings).filter(([key]) => !leftOut.includes(key)));
  return { plan: makePlan(system, kept), leftOut };
}

function draftPlan(system: AnySystem, settings: Settings, scales: number[]): Plan {
  checkKeys(system, settings);
  const readings = new Map(
    Object.entries(settings).map(([key, value]) => [key, asList(system, key, readSetting(key, value))]),
  );
  const ranges = [...readings].filter(([, reading]) => reading.kind === 'range').map(([key]) => key);
  if (ranges.length > 1)
    throw new BadInput(
      `${ranges.join(' and ')} are both ranges, but a figure has one axis; give one of them as a value or a list`,
    );
  const lists = [...readings].filter(([, reading]) => reading.kind === 'list').map(([key]) => key);

  let axisName: string | undefined = ranges[0];
  if (!axisName) {
    const usual = Object.keys(system.sweep).at(0);
    if (usual !== undefined && !readings.has(usual)) {
      axisName = usual;
      readings.set(usual, readSetting(usual, system.sweep[usual]));
    } else if (usual !== undefined && lists.includes(usual)) axisName = usual;
    else axisName = lists.find((key) => isNumeric(readings.get(key)!));
  }
  const families = lists.filter((key) => key !== axisName);
  if (families.length > 1)
    throw new BadInput(
      `${families.join(' and ')} are both lists, but one key draws the family of curves; give the others as values`,
    );

  const several = (key: string) => {
    const reading = readings.get(key)!;
    if (reading.kind === 'range') return fitToField(system, key, reading.values);
    return reading.kind === 'value' ? [reading.value] : [...new Set(reading.values)];
  };
  const axis = axisName === undefined ? undefined : { name: axisName, values: several(axisName) };
  const family = families.length === 0 ? undefined : { name: families[0], values: several(families[0]) };
  const base: Parameters = {};
  for (const [key, reading] of readings) if (reading.kind === 'value' && key !== axis?.name) base[key] = reading.value;

  const curves: Curve[] = [];
  for (const scale of scales)
    for (const member of family?.values ?? [undefined]) {
      const own = family ? { ...base, [family.name]: member } : base;
      const points = (axis?.values ?? [undefined]).map((value) => {
        const values = checkParameters(system, axis ? { ...own, [axis.name]: value } : own);
        return scale === 1 ? values : checkParameters(system, scaleSizes(system, values, scale));
      });
      curves.push({ ...(family && { family: member }), scale, points });
    }
  const fixed = { ...curves[0].points[0] };
  for (const name of [axis?.name, family?.name]) if (name) delete fixed[name];
  return { system, ...(axis && { axis }), ...(family && { family }), fixed, chosen: settings, curves };
}

/** The settings that change nothing anywhere, with the reason: a mistake, and not to be ignored. */
function withoutEffect({ system, chosen, curves }: Plan): [string, string][] {
  if (!system.inert) return [];
  const reasons = curves.flatMap(({ points }) => points.map((point) => system.inert!(point)));
  return Object.keys(chosen)
    .filter((key) => reasons.every((one) => key in one))
    .map((key) => [key, reasons[0][key]]);
}

/** A JSON array that the parameter itself does not take, but whose entries it does, is a list of values. */
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

/** Multiplies the parameters that the system declares as sizes. Throws `BadInput` where a size comes from elsewhere. */
function scaleSizes(system: AnySystem, parameters: Parameters, scale: number): Parameters {
  const scaled = { ...parameters };
  for (const key of Object.keys(system.parameters.shape)) {
    const value = parameters[key];
    if (parameterMeta(system, key)?.size && typeof value === 'number') scaled[key] = Math.round(value * scale);
    if (parameterMeta(system, key)?.kind === 'data' && value !== undefined)
      throw new BadInput(
        `--scale cannot multiply the size of ${key}: it comes from a file; leave out --scale or ${key}`,
      );
    if (Array.isArray(value) && typeof value[0] === 'number')
      throw new BadInput(`--scale cannot multiply an array given for ${key}; use a named one, or leave out --scale`);
  }
  return scaled;
}
