import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from './contract.ts';
import { notes, registered } from './registry.generated.ts';
import { didYouMean } from './suggest.ts';

/** Every system, in alphabetical order of ids. */
export const systems: readonly AnySystem[] = registered;

/** The system of this id. Throws `BadInput` with the list of systems. */
export function findSystem(id: string): AnySystem {
  const system = registered.find((candidate) => candidate.id === id);
  const known = registered.map((candidate) => candidate.id);
  if (!system)
    throw new BadInput(`there is no system '${id}'${didYouMean(id, known)}; the systems are ${known.join(', ')}`);
  return system;
}

/** The system's notes.md: Markdown with TeX formulas. */
export function notesOf(id: string): string {
  return notes[id];
}
