import { expect, it } from 'vitest';
import { allSystems } from '../src/systems/registry.ts';
import { declare } from './work/declare.ts';

it('what a system declares can be posted to the page: it holds no function', async () => {
  for (const system of await allSystems()) {
    const declaration = declare(system, '');
    expect(structuredClone(declaration), system.id).toEqual(declaration);
  }
});

it('a slider reaches beyond the usual value on both sides, as far as is allowed', async () => {
  for (const system of await allSystems())
    for (const { key, fallback, control } of declare(system, '').parameters) {
      const value = Number(fallback);
      if (control.kind !== 'number' || fallback === '' || !Number.isFinite(value)) continue;
      const allows = (other: number) => system.parameters.shape[key].safeParse(other).success;
      const { low, high } = control;
      const [below, above] =
        control.scale === 'log'
          ? [value / 4, value * 4]
          : [value - (control.usual[1] - control.usual[0]) / 2, value + (control.usual[1] - control.usual[0]) / 2];
      const round = control.integer ? Math.round : Number;
      const name = `${system.id}: ${key}`;
      if (allows(round(below)))
        expect(low, name).toBeLessThanOrEqual(below + (control.integer ? 0.5 : 1e-2 * Math.abs(below)));
      else expect(allows(low), name).toBe(true);
      if (allows(round(above)))
        expect(high, name).toBeGreaterThanOrEqual(above - (control.integer ? 0.5 : 1e-2 * Math.abs(above)));
      else expect(allows(high), name).toBe(true);
    }
});
