// The systems in examples/ keep every promise, as those of the package do, and say what the docs
// say of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { conformance } from '../src/conformance/conformance.ts';
import { openDataset } from '../src/data/open.ts';
import { measureSystem } from '../src/library.ts';
import { createWasmEngine } from '../src/numeric/engines/wasm.ts';
import type { AnySystem } from '../src/systems/contract.ts';
import { openSystem } from '../src/systems/open.ts';

const examples = fileURLToPath(new URL('../examples', import.meta.url));
const folders = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'system.ts')));
const systems = await Promise.all(
  folders.map(async (name): Promise<[string, AnySystem]> => [name, await openSystem(join(examples, name))]),
);

describe.each(systems)('%s', (name, system) => {
  const notes = readFileSync(join(examples, name, 'notes.md'), 'utf8');
  for (const { name: promise, run } of conformance(system, createWasmEngine(), notes, openDataset))
    it(promise, async () => expect(await run()).toEqual([]));

  it('agrees with its experiment in all that it judges', async () => {
    const shown = [system.observables, system.derived ?? {}, system.claims ?? {}].flatMap(Object.keys);
    const { verdict } = await measureSystem(system, {}, { shown, trials: 400, engine: 'wasm' });
    for (const one of shown) expect(verdict.observables[one].verdict, verdict.observables[one].sentence).toBe('holds');
  });

  it('has the id of its folder', () => expect(system.id).toBe(name));
});

describe('the falling body', () => {
  const [, body] = systems.find(([name]) => name === 'falling-body')!;
  const measure = (settings: Record<string, unknown>, shown: string[]) =>
    measureSystem(body, settings, { shown, trials: 200, engine: 'wasm' });

  it('imports nothing but the package and zod', () => {
    const text = readFileSync(join(examples, 'falling-body', 'system.ts'), 'utf8');
    const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    expect(new Set(imported)).toEqual(new Set(['orrery-lab', 'orrery-lab/numeric', 'orrery-lab/statistics', 'zod']));
  });

  it('holds from free fall to drifting', async () => {
    const { verdict } = await measure({ density: [0.05, 0.5, 5, 50], duration: 3 }, [
      'position',
      'terminalVelocity',
      'halfTime',
    ]);
    expect(verdict.overall).toBe('holds');
  });

  it('covers half its way after T/√2 when it falls freely, after T/2 when it drifts', async () => {
    const { points } = await measure({ density: [0.01, 1000], blur: 1e-4 }, ['halfTime']);
    const [drifting, falling] = points[0].map(
      ({ observables }) => observables.halfTime[0].measured as { mean: number },
    );
    expect(drifting.mean / 2).toBeCloseTo(1 / 2, 1);
    expect(falling.mean / 2).toBeCloseTo(Math.SQRT1_2, 2);
  });
});
