import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { BadInput } from '../numeric/errors.ts';
import type { Plan } from '../plan/plan.ts';
import { readingsOf } from '../plan/readings.ts';
import { readAssignments, type Settings } from '../plan/settings.ts';
import { openData } from '../run/open-data.ts';
import type { AnySystem, Preset } from '../systems/contract.ts';
import { didYouMean } from '../systems/suggest.ts';

/**
 * Settings from a file, then from the words of the command line, which win. Files of numbers are
 * opened.
 */
export async function readSettings(system: AnySystem, words: string[], file?: string): Promise<Settings> {
  return openData(system, { ...(file === undefined ? {} : readParamsFile(file)), ...readAssignments(words) });
}

/** Says on stderr, in a line each, what the plan's files are taken for. */
export function sayReadings(plan: Plan): void {
  for (const { sentence } of readingsOf(plan)) console.error(sentence);
}

function readParamsFile(file: string): Settings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(`--params ${file} cannot be read (${whyUnreadable(error)}); give a JSON file of settings`);
  }
  return settingsIn(text, file);
}

/** The settings in the text of a file. Throws `BadInput`. */
export function settingsIn(text: string, file: string): Settings {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new BadInput(`--params ${file} is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadInput(`--params ${file} must hold one JSON object, as in {"samples": 100}`);
  return value as Settings;
}

interface NumberBounds {
  low?: number;
  high?: number;
  whole?: boolean;
  /** A word that is taken too. */
  also?: string;
  /** For the error. */
  example?: number;
}

/**
 * A number from an option. Throws `BadInput` naming the option, what was given and what is allowed.
 */
export function readNumber(
  name: string,
  text: string,
  { low = 0, high = Infinity, whole = false, also = '', example }: NumberBounds = {},
): number {
  const value = Number(text);
  const fine =
    text.trim() !== '' &&
    Number.isFinite(value) &&
    value >= low &&
    value <= high &&
    (!whole || Number.isInteger(value));
  if (!fine) {
    const noun = whole ? 'a whole number' : 'a number';
    const bounds = high === Infinity ? `from ${low}` : `from ${low} to ${high}`;
    throw new BadInput(
      `${name} is '${text}', but must be ${noun} ${bounds}${also && `, or ${also}`}, as in ${name} ${example ?? (whole ? Math.max(low, 4) : 0.1)}`,
    );
  }
  return value;
}

export function readJobs(text: string | undefined): number {
  return text === undefined
    ? Math.max(1, cpus().length)
    : readNumber('--jobs', text, { low: 1, high: 256, whole: true });
}

/** A file error in words. */
export function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'no permission',
  };
  return words[code ?? ''] ?? message;
}

/** Throws `BadInput` naming those that there are. */
export function findPreset(system: AnySystem, id: string): Preset {
  const found = system.presets.find((preset) => preset.id === id);
  const known = system.presets.map((preset) => preset.id);
  if (!found)
    throw new BadInput(
      `${system.id} has no preset '${id}'${didYouMean(id, known)}; its presets are ${known.join(', ')}`,
    );
  return found;
}

/** Of a preset's settings, those that the user has not given otherwise. */
export function givenBy(preset: Preset, own: Settings): { id: string; keys: readonly string[] } {
  return { id: preset.id, keys: Object.keys(preset.settings).filter((key) => !(key in own)) };
}

/** In columns for a reader at a terminal, with tabs for a program. */
export function tableText(rows: string[][]): string {
  if (!process.stdout.isTTY) return rows.map((row) => row.join('\t')).join('\n');
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
