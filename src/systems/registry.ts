import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from './contract.ts';
import { inWords } from './given.ts';
import { registered } from './registry.generated.ts';
import { didYouMean } from './suggest.ts';

/**
 * The system of this id, loaded when it is first asked for. Throws `BadInput` with the list of
 * systems.
 */
export async function findSystem(id: string): Promise<AnySystem> {
  return entryOf(id).load();
}

/** Every system, loaded. */
export async function allSystems(): Promise<AnySystem[]> {
  return Promise.all(registered.map(({ load }) => load()));
}

/**
 * The system's notes.md: Markdown with TeX formulas. Throws `BadInput` for an id that is not
 * registered.
 */
export async function notesOf(id: string): Promise<string> {
  return entryOf(id).notes();
}

function entryOf(id: unknown) {
  const entry = registered.find((candidate) => candidate.id === id);
  if (entry) return entry;
  const known = registered.map((candidate) => candidate.id);
  if (typeof id !== 'string')
    throw new BadInput(`the system is ${inWords(id)}, but must be the id of one; the systems are ${known.join(', ')}`);
  throw new BadInput(`there is no system '${id}'${didYouMean(id, known)}; the systems are ${known.join(', ')}`);
}
