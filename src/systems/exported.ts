import { BadInput } from '../numeric/errors.ts';
import type { AnySystem, System } from './contract.ts';
import { systemHeaders } from './headers.ts';

/**
 * The one system that a module outside this package exports. Throws `BadInput`, which names the
 * file, where there is none, where there are several, where the declaration lacks a field, and
 * where a system of this package has its id.
 */
export function exportedSystem(module: Record<string, unknown>, file: string): AnySystem {
  // One that is exported by name and by default is one.
  const systems = [...new Set(Object.values(module).filter(isSystem))];
  if (systems.length !== 1)
    throw new BadInput(
      `${file} exports ${systems.length === 0 ? 'no system' : `${systems.length} systems`}, but one is needed: export const mine = defineSystem({ … })`,
    );
  const [system] = systems;
  const missing = missingFields(system);
  if (missing.length > 0) throw new BadInput(`the system in ${file} does not declare ${missing.join(', ')}`);
  if (systemHeaders.some(({ id }) => id === system.id))
    throw new BadInput(`the system in ${file} has the id '${system.id}' of one in this package; give it another`);
  return system;
}

/** The fields that a declaration needs and this one lacks. */
export function missingFields(system: Partial<AnySystem>): string[] {
  return REQUIRED.filter((key) => system[key] === undefined);
}

/** Those that tell a system from other exports. */
const TELLING = ['id', 'parameters', 'predict', 'trial'] as const;

const REQUIRED: (keyof System)[] = [
  ...TELLING,
  ...(['title', 'strand', 'question', 'sources', 'sweep', 'prepare', 'observables'] as const),
  ...(['shown', 'margin', 'validity', 'cost', 'limits', 'presets'] as const),
];

function isSystem(value: unknown): value is AnySystem {
  return typeof value === 'object' && value !== null && TELLING.every((key) => key in value);
}
