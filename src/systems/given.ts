import { checkedDataset } from '../data/checksum.ts';
import type { Dataset } from '../data/dataset.ts';
import { BadInput } from '../numeric/errors.ts';

/**
 * Settings as code gives them, made what the command line and JSON could have given: what is
 * undefined counts as left out, and typed arrays are arrays. Throws `BadInput` for settings that
 * are no object, and for values that JSON has no words for.
 */
export function plainSettings(given: unknown): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given) || ArrayBuffer.isView(given))
    throw new BadInput(
      `the settings are ${inWords(given)}, but must be an object of parameters and their values; try { samples: 100 }, or {} for the defaults`,
    );
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, plainValue(key, value)]),
  );
}

function plainValue(key: string, value: unknown): unknown {
  if (typeof value === 'object' && value !== null && 'sha256' in value && 'values' in value)
    return checkedDataset(value as Dataset);
  const plain = withPlainArrays(value);
  if (!hasJson(plain))
    throw new BadInput(
      `${key} is ${inWords(value)}, but must be a number, a text, or an array of them; try ${key}: 1, or leave it out`,
    );
  return plain;
}

function withPlainArrays(value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as Iterable<unknown>);
  return Array.isArray(value) ? value.map(withPlainArrays) : value;
}

function hasJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

/** A value of any kind as a sentence shows it, however it came about. */
export function inWords(value: unknown): string {
  if (typeof value === 'bigint') return `the bigint ${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'string') return `'${shorten(value)}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (!hasJson(value))
    return Array.isArray(value) ? 'an array that JSON cannot hold' : 'an object that JSON cannot hold';
  return shorten(JSON.stringify(value));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
