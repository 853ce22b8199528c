import { checkedDataset } from '../data/checksum.ts';
import type { Dataset } from '../data/dataset.ts';
import { BadInput } from '../numeric/errors.ts';

/**
 * Settings as code gives them, made what the command line and JSON could have given: what is
 * undefined counts as left out, and typed arrays are arrays. Throws `BadInput` for settings that
 * are no object, and for values that JSON has no words for.
 */
export function plainSettings(given: unknown): Record<string, unknown> {
  if (!isPlainObject(given))
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
  // What JSON cannot hold may have no end.
  const plain = hasJson(value) ? withPlainArrays(value) : undefined;
  if (!hasJson(plain) || hasHoles(plain))
    throw new BadInput(
      `${key} is ${inWords(value)}, but must be a number, a text, or an array of them; try ${key}: 1, or leave it out`,
    );
  return plain;
}

/** Not a Map, a Date or an instance of a class, whose contents are no fields of its own. */
function isPlainObject(given: unknown): given is Record<string, unknown> {
  if (typeof given !== 'object' || given === null) return false;
  const prototype = Object.getPrototypeOf(given);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function hasHoles(value: unknown): boolean {
  return Array.isArray(value) && Array.from(value).some((one) => one === undefined || hasHoles(one));
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
  // JSON would write null for what is undefined, NaN or infinite.
  const words = (_: string, one: unknown) =>
    one === undefined || (typeof one === 'number' && !Number.isFinite(one)) ? String(one) : one;
  const whole = Array.isArray(value) ? Array.from(value) : value;
  return shorten(JSON.stringify(whole, words).replaceAll(/"(undefined|NaN|-?Infinity)"/g, '$1'));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
