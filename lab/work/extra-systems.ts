import type { AnySystem } from '../../src/systems/contract.ts';
import type { SystemHeader } from './protocol.ts';

/** A system that is not in the registry: its header, and how the rest is loaded. */
export interface ExtraSystem extends SystemHeader {
  load(): Promise<AnySystem>;
  notes(): Promise<string>;
}

/**
 * What `#extra-systems` is where the page is built without any; `lab/extra-systems.mjs` writes the
 * others.
 */
export const extraSystems: ExtraSystem[] = [];
