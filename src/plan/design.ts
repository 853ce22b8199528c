import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from '../systems/contract.ts';
import { plainSettings } from '../systems/given.ts';
import type { Parameters, Sweep } from './plan.ts';
import { checkKeys, fitToField, parameterMeta, type Reading, readSetting, type Settings } from './settings.ts';

/** What settings sweep and what they fix, before it is made into points. */
export interface Design {
  /** Absent when there is one point a curve. */
  axis?: Sweep;
  /** Every other swept parameter. */
  families: Sweep[];
  /** Which of them were given as ranges, as they were given. */
  ranges: string[];
  /** Parameters that were given a single value. */
  base: Parameters;
  /** The settings as the user gave them. */
  chosen: Settings;
}

/**
 * Reads what sweeps and what is fixed. The first range is the axis; the system's own sweep where
 * there is none, unless the user fixes its key; then the first list of numbers. Throws `BadInput`.
 */
export function readDesign(system: AnySystem, given: Settings): Design {
  const chosen = plainSettings(given);
  checkKeys(system, chosen);
  const readings = new Map(
    Object.entries(chosen).map(([key, value]) => [key, asList(system, key, readGiven(system, key, value))]),
  );
  const named = (kind: Reading['kind']) => [...readings].filter(([, one]) => one.kind === kind).map(([key]) => key);
  const ranges = named('range');
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
  return { ...(axis && { axis }), families, ranges, base, chosen };
}

/**
 * The system's own sweep, unless the user fixes its key: then nothing, or the list that was given
 * for it.
 */
function usualAxis(system: AnySystem, readings: Map<string, Reading>): string | undefined {
  const single = [...readings].flatMap(([key, one]) => (one.kind === 'value' ? [[key, one.value]] : []));
  const sweep = system.sweepFor?.(Object.fromEntries(single)) ?? system.sweep;
  const [usual] = Object.keys(sweep);
  if (usual === undefined) return undefined;
  if (!readings.has(usual)) readings.set(usual, readSetting(usual, sweep[usual]));
  return readings.get(usual)!.kind === 'value' ? undefined : usual;
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
  if (reading.kind === 'list') checkEntries(system, key, reading.values);
  if (reading.kind !== 'value' || !Array.isArray(reading.value)) return reading;
  const field = system.parameters.shape[key];
  const takesArray = field.safeParse(reading.value).success;
  return !takesArray && reading.value.length > 0 && reading.value.every((value) => field.safeParse(value).success)
    ? { kind: 'list', values: reading.value }
    : reading;
}

/**
 * Throws `BadInput` for a list whose values the parameter takes together, as one array, and not
 * alone.
 */
function checkEntries(system: AnySystem, key: string, values: unknown[]): void {
  const field = system.parameters.shape[key];
  const refused = values.find((value) => !field.safeParse(value).success);
  if (refused === undefined || !field.safeParse(values).success) return;
  throw new BadInput(
    `${key}=${values.join(',')} asks for a curve of each of these, and ${key}=${refused} is none it may be; the array of them is given with brackets: ${key}=[${values.join(',')}]`,
  );
}

/** Words can be told apart by curves, but not placed on an axis. */
function isNumeric(reading: Reading): boolean {
  return reading.kind !== 'value' && reading.values.every((value) => typeof value === 'number');
}
