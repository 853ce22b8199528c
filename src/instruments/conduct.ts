import { BadInput } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { checkKeys, checkParameters, parameterMeta, readSetting, type Settings } from '../plan/settings.ts';
import { count } from '../statistics/sentences.ts';
import type { AnyInstrument, InputFile, Report } from './contract.ts';

export interface Watch {
  progress?: (fraction: number, doing: string) => void;
  /** Throws `Stopped` when nobody wants the report any more. */
  check?: () => void;
}

/**
 * A report of these files. `settings` are command-line values or JSON. The same files and settings
 * give the same report, bit for bit. Throws `BadInput`.
 */
export async function report(
  instrument: AnyInstrument,
  files: readonly InputFile[],
  settings: Settings,
  { progress, check }: Watch = {},
): Promise<Report> {
  const { id, inputs } = instrument;
  if (files.length !== inputs.length)
    throw new BadInput(
      `${id} takes ${inputs.map(({ name, description }) => `${name}, ${description}`).join(', and ')}; ${count(files.length, 'file')} ${files.length === 1 ? 'was' : 'were'} given`,
    );
  checkKeys(instrument, settings);
  const values: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(settings)) values[key] = single(instrument, key, given);
  const parameters = checkParameters(instrument, values);
  return instrument.run(files, parameters, {
    random: createRandom(`instrument ${id} ${(parameters as { seed?: number }).seed ?? 1}`),
    progress: progress ?? (() => {}),
    check: check ?? (() => {}),
  });
}

function single(instrument: AnyInstrument, key: string, given: unknown): unknown {
  if (parameterMeta(instrument, key)?.kind === 'text') return given;
  const read = readSetting(key, given);
  if (read.kind !== 'value')
    throw new BadInput(`${key}=${String(given)} has several values, but an instrument takes one: give a single value`);
  return read.value;
}
