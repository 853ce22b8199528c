import type { z } from 'zod';
import { predictPoint } from '../measure/theory.ts';
import { openWorkshop } from '../measure/workshop.ts';
import type { Engine } from '../numeric/engine.ts';
import { OrreryError } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { pointKey } from '../plan/point-key.ts';
import { checkParameters, parameterMeta, type Settings } from '../plan/settings.ts';
import type { AnySystem } from '../systems/contract.ts';
import { inertParameters } from '../systems/shared/inert.ts';
import { namedChoices } from './choices.ts';

/** Seeded random values for every parameter that has a slider's range or a list of choices. */
export async function drawSettings(system: AnySystem, engine: Engine, index: number): Promise<Settings> {
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
  return predictable(system, engine, settings);
}

/**
 * What cannot stand beside the rest (a source condition needs a power law) is taken back one by one
 * until there is a prediction: first the choices, then numbers, the last declared first.
 */
async function predictable(system: AnySystem, engine: Engine, settings: Settings): Promise<Settings> {
  const isNumber = (key: string) => typeof settings[key] === 'number';
  const keys = Object.keys(settings);
  for (const key of ['', ...keys.filter((one) => !isNumber(one)), ...keys.filter(isNumber).reverse()]) {
    if (key) delete settings[key];
    try {
      const parameters = checkParameters(system, settings);
      const point = { key: pointKey(system, parameters), parameters };
      const prediction = await predictPoint(openWorkshop(system, engine), point, [...system.shown]);
      if ('reason' in prediction) continue;
      const inert = inertParameters(system, parameters);
      return Object.fromEntries(Object.entries(settings).filter(([name]) => !(name in inert)));
    } catch (error) {
      if (!(error instanceof OrreryError)) throw error;
    }
  }
  throw new Error(`${system.id} predicts nothing at ${JSON.stringify(settings)}`);
}
