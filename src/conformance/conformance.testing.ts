import { describe, expect, it } from 'vitest';
import { openDataset } from '../data/open.ts';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import type { AnySystem } from '../systems/contract.ts';
import { notesOf } from '../systems/registry.ts';
import { conformance } from './conformance.ts';

/**
 * The conformance suite of a registered system, in the system's own test file: one test for each
 * promise.
 */
export async function describeConformance(system: AnySystem): Promise<void> {
  const checks = conformance(system, createWasmEngine(), await notesOf(system.id), openDataset);
  describe('conformance', () => {
    for (const { name, run } of checks) it(name, async () => expect(await run()).toEqual([]));
  });
}
