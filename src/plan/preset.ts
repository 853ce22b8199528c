import type { AnySystem, Preset } from '../systems/contract.ts';
import type { Plan } from './plan.ts';

/** The preset that this plan is, if its settings are those of one and nothing else. */
export function presetOf({ system, chosen }: Plan): Preset | undefined {
  const given = new Map(Object.entries(chosen).map(([key, value]) => [key, text(value)]));
  return system.presets.find(({ settings }) => {
    const wanted = Object.entries(settings);
    return wanted.length === given.size && wanted.every(([key, value]) => given.get(key) === value);
  });
}

/** Seconds of trials, where nobody says. */
const BUDGET = 60;

/** What a run is made under, where the user does not say: the preset's, or the system's. */
export function usualConditions(
  system: AnySystem,
  preset?: Preset,
): { margin: number; budget: number; shown: readonly string[] } {
  return {
    margin: preset?.margin ?? system.margin.value,
    budget: preset?.budget ?? BUDGET,
    shown: preset?.shown ?? system.shown,
  };
}

/** A file by its name, everything else as it is typed. */
function text(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'origin' in value) return String(value.origin);
  return Array.isArray(value) ? JSON.stringify(value) : String(value);
}
