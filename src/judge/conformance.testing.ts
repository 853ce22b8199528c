// The one suite that every registered system must pass. A new folder in src/systems/ is tested by being there.
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { openDataset } from '../data/open.ts';
import { createRandom } from '../numeric/random.ts';
import type { AnySystem, Prediction, Quantity } from '../systems/contract.ts';
import { notesOf, systems } from '../systems/registry.ts';
import { checkLimits } from './check-limits.ts';
import { execute, type RunOptions } from './execute.ts';
import { makePlan, type Parameters } from './plan.ts';
import { predictPlan } from './predictions.ts';
import { checkParameters, parameterMeta, type Settings } from './settings.ts';

const OPTIONS: RunOptions = {
  trials: 'auto',
  seed: 'conformance',
  jobs: 1,
  engine: 'wasm',
  margin: 0.05,
  budget: 6,
  shown: [],
};

describe.each(systems.map((system) => [system.id, system] as const))('%s', (_, system) => {
  const keys = Object.keys(system.parameters.shape);
  const draws = [1, 2, 3, 4, 5, 6].map((index) => drawSettings(system, index));

  it('declares itself fully', () => {
    for (const key of keys) {
      const meta = parameterMeta(system, key);
      expect(meta?.title, `${key} has a title`).toBeTruthy();
      expect(meta?.description, `${key} has a description`).toBeTruthy();
    }
    for (const name of system.shown) expect(Object.keys(system.observables)).toContain(name);
    for (const key of Object.keys(system.sweep)) expect(keys).toContain(key);
    expect(system.question).toMatch(/\?$/);
    expect(notesOf(system.id).length).toBeGreaterThan(400);
    for (const { over } of Object.values<{ over?: string }>(system.observables))
      if (over) expect(Object.keys(system.coordinates ?? {})).toContain(over);
  });

  it('cites its sources', () => {
    expect(system.sources.length).toBeGreaterThan(0);
    const ids = system.sources.map(({ id }) => id);
    for (const source of system.sources) expect(source.arxiv ?? source.doi, source.id).toBeTruthy();
    for (const { id, source } of system.limits) if (source) expect(ids, id).toContain(source);
    for (const { id, source } of system.presets) expect(ids, id).toContain(source);
  });

  it('reads its own parameters back from JSON', () => {
    const parameters = checkParameters(system, {});
    expect(checkParameters(system, JSON.parse(JSON.stringify(parameters)))).toEqual(parameters);
    for (const settings of draws) {
      const drawn = checkParameters(system, settings);
      expect(checkParameters(system, JSON.parse(JSON.stringify(drawn)))).toEqual(drawn);
    }
  });

  it('has presets that make plans', async () => {
    for (const { settings, shown = [] } of system.presets) {
      const opened = settings.data === undefined ? settings : { ...settings, data: await openDataset(settings.data) };
      expect(makePlan(system, opened).curves.length).toBeGreaterThan(0);
      for (const name of shown) expect(Object.keys(system.observables)).toContain(name);
    }
  });

  it('predicts finite numbers, the same ones each time, and promises their accuracy', () => {
    for (const settings of [{}, ...draws])
      for (const predicted of predictPlan(makePlan(system, settings)).flat()) {
        expect('prediction' in predicted, JSON.stringify(settings)).toBe(true);
        if (!('prediction' in predicted)) continue;
        for (const [name, { value, error }] of Object.entries<Quantity>(
          predicted.prediction.observables as Record<string, Quantity>,
        )) {
          for (const one of typeof value === 'number' ? [value] : value) expect(Number.isFinite(one), name).toBe(true);
          expect(error).toBeGreaterThanOrEqual(0);
          expect(error).toBeLessThan(0.01);
        }
      }
    const settings = draws[0];
    expect(predictPlan(makePlan(system, settings))).toEqual(predictPlan(makePlan(system, settings)));
  });

  it('turns into its limits at the declared order', () => {
    for (const check of checkLimits(system))
      expect(check, `${check.limit.id}: ${check.deviations}, order ${check.order}`).toMatchObject({ holds: true });
  });

  it('agrees with its own experiment at the default parameters', async () => {
    const { verdict } = await execute(onePoint(system, {}), {
      ...OPTIONS,
      margin: system.margin.value,
      shown: system.shown,
    });
    expect(
      verdict.overall,
      Object.values(verdict.observables)
        .map(({ sentence }) => sentence)
        .join('\n'),
    ).toBe('holds');
  });

  it('is not contradicted by its experiment at random parameters, unless it says that they strain it', async () => {
    let compared = 0;
    for (const settings of draws) {
      const { verdict, points } = await execute(onePoint(system, settings), {
        ...OPTIONS,
        margin: 2 * system.margin.value,
        budget: 2,
        shown: system.shown,
      });
      const strained = points.flat().some(({ validity }) => validity.some(({ level }) => level === 'strained'));
      if (strained) continue;
      compared++;
      for (const name of system.shown)
        expect(
          verdict.observables[name].verdict,
          `${JSON.stringify(settings)}: ${verdict.observables[name].sentence}`,
        ).not.toBe('broken');
    }
    expect(compared, 'draws that strain nothing').toBeGreaterThan(0);
  });

  it('is found out when a prediction is off by 5 per cent', async () => {
    for (const name of system.shown) {
      const planted: AnySystem = { ...system, predict: (p: Parameters) => scaled(system.predict(p), name, 1.05) };
      const { verdict } = await execute(onePoint(planted, {}), { ...OPTIONS, margin: 0.02, budget: 20, shown: [name] });
      expect(verdict.observables[name].verdict, verdict.observables[name].sentence).toBe('broken');
    }
  });
});

function onePoint(system: AnySystem, settings: Settings) {
  const swept = Object.keys(system.sweep).at(0);
  const fallback: Settings = swept === undefined ? {} : { [swept]: checkParameters(system, {})[swept] };
  return makePlan(system, { ...fallback, ...settings });
}

function scaled(prediction: Prediction<string>, name: string, factor: number): Prediction<string> {
  const { value, error } = prediction.observables[name]!;
  const wrong = typeof value === 'number' ? value * factor : value.map((one) => one * factor);
  return { ...prediction, observables: { ...prediction.observables, [name]: { value: wrong, error } } };
}

/** Seeded random values for every parameter that has a slider's range or a list of choices. */
function drawSettings(system: AnySystem, index: number): Settings {
  const random = createRandom('random parameters').stream(system.id, index);
  const settings: Settings = {};
  for (const [key, schema] of Object.entries<z.ZodType>(system.parameters.shape)) {
    const meta = parameterMeta(system, key)!;
    const u = random.uniform();
    if (meta.range) {
      const [low, high] = meta.range;
      const value = meta.scale === 'log' ? low * (high / low) ** u : low + (high - low) * u;
      settings[key] = schema.safeParse(value).success ? value : Math.round(value);
      continue;
    }
    const choices = namedChoices(schema);
    if (choices.length > 0) settings[key] = choices[Math.floor(u * choices.length)];
  }
  return checkedOrDefault(system, settings);
}

/** Choices that need another choice (a source condition needs a power law) are taken back one by one until the system has a prediction. */
function checkedOrDefault(system: AnySystem, settings: Settings): Settings {
  for (const key of ['', ...Object.keys(settings)]) {
    if (key && typeof settings[key] === 'number') continue;
    if (key) delete settings[key];
    try {
      const parameters = checkParameters(system, settings);
      system.predict(parameters);
      const inert = system.inert?.(parameters) ?? {};
      return Object.fromEntries(Object.entries(settings).filter(([name]) => !(name in inert)));
    } catch {}
  }
  throw new Error(`${system.id} predicts nothing at ${JSON.stringify(settings)}`);
}

function namedChoices(schema: z.ZodType): string[] {
  const json = JSON.stringify(schema.def, (_, value) => (typeof value === 'bigint' ? null : value)) ?? '';
  const entries = /"entries":(\{[^}]*\})/.exec(json)?.[1];
  return entries ? (Object.values(JSON.parse(entries)) as string[]) : [];
}
