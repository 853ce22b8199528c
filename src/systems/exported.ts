import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from './contract.ts';

/** The one system that a module exports. Throws `BadInput`, which names the file, where there is none or there are several. */
export function exportedSystem(module: Record<string, unknown>, file: string): AnySystem {
  const systems = Object.values(module).filter(isSystem);
  if (systems.length !== 1)
    throw new BadInput(
      `${file} exports ${systems.length} systems, but one is needed: export const mine = defineSystem({ … })`,
    );
  return systems[0];
}

function isSystem(value: unknown): value is AnySystem {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['id', 'parameters', 'prepare', 'observables', 'predict', 'trial'].every((key) => key in value)
  );
}
