import { BadInput } from '../numeric/errors.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import type { Settings } from '../plan/settings.ts';
import { openData } from '../run/open-data.ts';
import type { AnySystem, Preset, Source } from '../systems/contract.ts';
import { openSystem } from '../systems/open.ts';
import { allSystems } from '../systems/registry.ts';
import { didYouMean } from '../systems/suggest.ts';

/** A published figure or table, and how it is made again. */
export interface Entry {
  /** `ridge/double-descent`. */
  name: string;
  system: AnySystem;
  preset: Preset;
  source: Source;
}

/** What the presets of all systems of this package reproduce. */
export async function allEntries(): Promise<Entry[]> {
  return (await allSystems()).flatMap(entriesOf);
}

/**
 * The entries that a word names: of a system (`ridge`), or one (`ridge/double-descent`). Throws
 * `BadInput`.
 */
export async function entriesNamed(word: string): Promise<Entry[]> {
  // What comes after the last slash may be the preset, or a part of the path of a system outside.
  const cut = word.lastIndexOf('/');
  const [reference, id] = cut > 0 && !/^[./]/.test(word) ? [word.slice(0, cut), word.slice(cut + 1)] : [word];
  const entries = entriesOf(await openSystem(reference));
  if (entries.length === 0) throw new BadInput(`${reference} has no preset, so there is nothing to reproduce`);
  if (id === undefined) return entries;
  const found = entries.filter(({ preset }) => preset.id === id);
  const known = entries.map(({ preset }) => preset.id);
  if (found.length === 0)
    throw new BadInput(
      `${reference} has no published figure '${id}'${didYouMean(id, known)}; it has ${known.join(', ')}`,
    );
  return found;
}

function entriesOf(system: AnySystem): Entry[] {
  return system.presets.map((preset) => ({
    name: `${system.id}/${preset.id}`,
    system,
    preset,
    source: system.sources.find(({ id }) => id === preset.source)!,
  }));
}

/** Its settings, with the files that they name opened, and the plan that they make. */
export async function planOf({ system, preset }: Entry): Promise<{ settings: Settings; plan: Plan }> {
  const settings = await openData(system, preset.settings);
  return { settings, plan: makePlan(system, settings) };
}
