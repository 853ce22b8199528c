// A small part of `npm run fuzz`: random settings from all that is allowed, of every system.
import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { BadInput, OutOfRange } from '../numeric/errors.ts';
import { checkParameters } from '../plan/settings.ts';
import { allSystems } from '../systems/registry.ts';
import { drawAllowed } from './allowed.ts';
import { choiceProblems, leastProblems } from './choices.ts';
import { type FuzzLimits, fuzzPrediction, fuzzRun } from './fuzz.ts';

const engine = createWasmEngine();
const LIMITS: FuzzLimits = { seconds: 0.05, bytes: 5e7 };
const systems = await allSystems();

describe.each(systems.map((system) => [system.id, system] as const))('%s', (_, system) => {
  it('has no prediction that is no number, and no trial that ends in a defect', async () => {
    for (let index = 0; index < 6; index++)
      expect(await fuzzPrediction(system, engine, 'test', index, LIMITS)).not.toMatchObject({ kind: 'fault' });
    for (let index = 0; index < 2; index++)
      expect(await fuzzRun(system, engine, 'test', index, LIMITS)).not.toMatchObject({ kind: 'fault' });
  });

  it('is drawn from all that it allows, the same each time', () => {
    let beyond = 0;
    for (let index = 0; index < 40; index++) {
      const settings = drawAllowed(system, 'test', index);
      expect(drawAllowed(system, 'test', index)).toEqual(settings);
      for (const [key, value] of Object.entries(settings)) {
        checkParameters(system, { [key]: value });
        const range = (system.parameters.shape[key].meta() as { range?: [number, number] }).range;
        if (range && typeof value === 'number' && (value < range[0] || value > range[1])) beyond++;
      }
    }
    expect(beyond).toBeGreaterThan(5);
  });
});

it('finds a NaN, a negative error and a defect', async () => {
  const system = systems.find(({ id }) => id === 'ridge')!;
  const planted = (predict: typeof system.predict) => fuzzPrediction({ ...system, predict }, engine, 'test', 0, LIMITS);
  const name = 'testError';
  const gives = (value: number, error = 0) => planted(() => ({ observables: { [name]: { value, error } } }));
  expect(await gives(1)).toMatchObject({ kind: 'fine' });
  expect(await gives(Number.NaN)).toMatchObject({ kind: 'fault', reason: `${name} is predicted as NaN` });
  expect(await gives(1, 2)).toMatchObject({ kind: 'fault' });
  expect(
    await planted(() => {
      throw new TypeError('x is undefined');
    }),
  ).toMatchObject({ kind: 'fault', reason: expect.stringContaining('x is undefined') });
});

it('leaves alone what is too large by its own account, also where there is nothing to be said of it', async () => {
  const system = systems.find(({ id }) => id === 'ridge')!;
  const large: typeof system = {
    ...system,
    cost: () => ({ seconds: 100, bytes: 1e3 }),
    validity: () => {
      throw new OutOfRange('the data', 0, 'more');
    },
  };
  expect(await fuzzRun(large, engine, 'test', 0, LIMITS)).toMatchObject({ kind: 'large' });
});

it('finds a choice that is offered and has no answer', async () => {
  const system = systems.find(({ id }) => id === 'synthetic-data')!;
  expect(await choiceProblems(system, engine)).toEqual([]);
  const prepare: typeof system.prepare = (parameters, preparation) => {
    if (parameters.spectrum === 'blocks') throw new OutOfRange('the fractions', [], 'at least 0');
    return system.prepare(parameters, preparation);
  };
  expect(await choiceProblems({ ...system, prepare }, engine)).toEqual([
    'spectrum=blocks: the fractions is , but must be at least 0',
  ]);
});

it('finds a choice beside which the usual axis has no effect', async () => {
  const system = systems.find(({ id }) => id === 'weak-to-strong')!;
  expect(await choiceProblems(system, engine)).toEqual([]);
  expect(await choiceProblems({ ...system, sweepFor: undefined }, engine)).toEqual(
    ['surrogate', 'selected'].map((labels) =>
      expect.stringMatching(`^labels=${labels}: the usual axis supervisorRidge has no effect where`),
    ),
  );
});

it('finds a parameter that is offered below what is taken', () => {
  const system = systems.find(({ id }) => id === 'quanta')!;
  expect(leastProblems(system, engine)).toEqual([]);
  const refusing = (message: string): typeof system => ({
    ...system,
    prepare: (parameters, preparation) => {
      if (parameters.examples < 20) throw new BadInput(message);
      return system.prepare(parameters, preparation);
    },
  });
  expect(leastProblems(refusing('examples is 10: choose more'), engine)).toHaveLength(1);
  // What contradicts another parameter is no matter of this one's range.
  expect(leastProblems(refusing('examples is 10: choose more, or a lower depth'), engine)).toEqual([]);
});
