import type { AnySystem } from '../../src/systems/contract.ts';

/** Systems beside the registered ones: none, but in the build of the end-to-end tests. */
export const extraSystems: AnySystem[] = [];
