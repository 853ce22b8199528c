import type { z } from 'zod';
import { OrreryError } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { pointKey } from '../plan/point-key.ts';
import { checkParameters, parameterMeta, type Settings } from '../plan/settings.ts';
import { inertParameters } from '../systems/shared/inert.ts';
import type { Bench } from './bench.ts';
import { namedChoices } from './choices.ts';

/** Seeded random values for every parameter that has a slider's range or a list of choices. */
export async function drawSettings(bench: Bench, index: number): Promise<Settings> {
  const { system } = bench;
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
    const choices = meta.drawn ?? namedChoices(schema);
    if (choices.length > 0) settings[key] = choices[Math.floor(u * choices.length)];
  }
  return predictable(bench, settings);
}

/**
 * What cannot stand beside the rest (a source condition needs a power law) is taken back one by one
 * until there is a prediction: first the choices, then numbers, the last declared first.
 */
async function predictable(bench: Bench, settings: Settings): Promise<Settings> {
  const { system } = bench;
  const isNumber = (key: string) => typeof settings[key] === 'number';
  const keys = Object.keys(settings);
  for (const key of ['', ...keys.filter((one) => !isNumber(one)), ...keys.filter(isNumber).reverse()]) {
    if (key) delete settings[key];
    try {
      const parameters = checkParameters(system, settings);
      const point = { key: pointKey(system, parameters), parameters };
      if ('reason' in (await bench.predict(point))) continue;
      const inert = inertParameters(system, parameters);
      return Object.fromEntries(Object.entries(settings).filter(([name]) => !(name in inert)));
    } catch (error) {
      if (!(error instanceof OrreryError)) throw error;
    }
  }
  throw new Error(`${system.id} predicts nothing at ${JSON.stringify(settings)}`);
}
