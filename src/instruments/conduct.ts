import type { Engine } from '../numeric/engine.ts';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { BadInput } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { checkKeys, checkParameters, parameterMeta, readSetting, type Settings } from '../plan/settings.ts';
import { count } from '../statistics/sentences.ts';
import type { AnyInstrument, InputFile, Report } from './contract.ts';

export interface Watch {
  progress?: (fraction: number, doing: string) => void;
  /** Throws `Stopped` when nobody wants the report any more. */
  check?: () => void;
  /** Linear algebra; its own, of WebAssembly, where none is given. */
  engine?: Engine;
}

/**
 * A report of these files. `settings` are command-line values or JSON. The same files and settings
 * give the same report, bit for bit. Throws `BadInput`.
 */
export async function report(
  instrument: AnyInstrument,
  files: readonly InputFile[],
  settings: Settings,
  { progress, check, engine }: Watch = {},
): Promise<Report> {
  const parameters = parametersOf(instrument, files, settings);
  return instrument.run(files, parameters, {
    random: createRandom(`instrument ${instrument.id} ${(parameters as { seed?: number }).seed ?? 1}`),
    engine: engine ?? createWasmEngine(),
    given: Object.keys(settings),
    progress: progress ?? (() => {}),
    check: check ?? (() => {}),
  });
}

/** What a report would take; undefined for one that takes seconds. Throws `BadInput`. */
export async function costOf(instrument: AnyInstrument, files: readonly InputFile[], settings: Settings) {
  const parameters = parametersOf(instrument, files, settings);
  return instrument.cost?.(files, parameters);
}

function parametersOf(instrument: AnyInstrument, files: readonly InputFile[], settings: Settings) {
  const { id, inputs } = instrument;
  const needed = inputs.filter(({ optional }) => !optional).length;
  if (files.length < needed || files.length > inputs.length)
    throw new BadInput(
      `${id} takes ${inputs.map(({ name, description, optional }) => `${name}${optional ? ' (may be left out)' : ''}, ${description}`).join(', and ')}; ${count(files.length, 'file')} ${files.length === 1 ? 'was' : 'were'} given${files.length > 0 ? ` (${files.map(({ name }) => name).join(', ')})` : ''}`,
    );
  checkKeys(instrument, settings);
  const values: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(settings)) values[key] = single(instrument, key, given);
  return checkParameters(instrument, values);
}

function single(instrument: AnyInstrument, key: string, given: unknown): unknown {
  if (parameterMeta(instrument, key)?.kind === 'text') return given;
  const read = readSetting(key, given);
  if (read.kind !== 'value')
    throw new BadInput(
      `${key}=${typeof given === 'string' ? given : JSON.stringify(given)} has several values, but an instrument takes one: give a single value`,
    );
  return read.value;
}
