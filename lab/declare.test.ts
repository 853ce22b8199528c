import { expect, it } from 'vitest';
import { allSystems } from '../src/systems/registry.ts';
import { declare } from './work/declare.ts';

it('what a system declares can be posted to the page: it holds no function', async () => {
  for (const system of await allSystems()) {
    const declaration = declare(system, '');
    expect(structuredClone(declaration), system.id).toEqual(declaration);
  }
});
