import type { Preset } from '../systems/contract.ts';
import type { Plan } from './plan.ts';

/** The preset that this plan is, if its settings are those of one and nothing else. */
export function presetOf({ system, chosen }: Plan): Preset | undefined {
  const given = new Map(Object.entries(chosen).map(([key, value]) => [key, text(value)]));
  return system.presets.find(({ settings }) => {
    const wanted = Object.entries(settings);
    return wanted.length === given.size && wanted.every(([key, value]) => given.get(key) === value);
  });
}

/** A file by its name, everything else as it is typed. */
function text(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'origin' in value) return String(value.origin);
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
}
