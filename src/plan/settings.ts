import { z } from 'zod';
import { BadInput } from '../numeric/errors.ts';
import { power } from '../numeric/special.ts';
import type { AnySystem, ParameterMeta } from '../systems/contract.ts';
import { didYouMean } from '../systems/suggest.ts';

/**
 * What a user gave for each key: text from the command line (`20:2000:30:log`, `1e-3,1e-2`), or any
 * JSON value.
 */
export type Settings = Record<string, unknown>;

/** Whatever declares parameters: a system, or an instrument. */
export type Declared = Pick<AnySystem, 'id' | 'parameters'>;

/** One key's setting, read: a single value, or several of them. */
export type Reading = { kind: 'value'; value: unknown } | { kind: 'range' | 'list'; values: unknown[] };

const RANGE = /^([^:,]+):([^:,]+):([^:,]+)(?::(log|linear))?$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Splits `key=value` words. Throws `BadInput` for a word without `=` and for a key given twice. */
export function readAssignments(words: string[]): Settings {
  const settings: Settings = Object.create(null);
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) throw new BadInput(`'${word}' is not a setting: write key=value, for example samples=20:2000:30:log`);
    const key = word.slice(0, at);
    const value = word.slice(at + 1);
    if (Object.hasOwn(settings, key)) {
      const both = `${settings[key]},${value}`;
      const list = settings[key] === value || /[:[{]/.test(both) ? '' : `, or as a list: ${key}=${both}`;
      throw new BadInput(`${key} is given twice; give it once${list}`);
    }
    settings[key] = value;
  }
  return settings;
}

/**
 * Reads one setting: `a:b:n`, `a:b:n:log`, `x,y,z`, a JSON array or object, a number, or a word.
 * `usual` is a value that is allowed, for the error's example.
 */
export function readSetting(key: string, given: unknown, usual: unknown = 1): Reading {
  if (typeof given !== 'string') return { kind: 'value', value: given };
  const text = given.trim();
  if (text === '') throw new BadInput(`${key} is empty; give a value, as in ${key}=${shownDefault(usual)}`);
  if (text.startsWith('[') || text.startsWith('{')) return { kind: 'value', value: readJson(key, text) };
  const range = RANGE.exec(text);
  if (range && NUMBER.test(range[1])) return { kind: 'range', values: readRange(key, text, range) };
  if (/^[\d.+-][^,]*:/.test(text))
    throw new BadInput(
      `${key}=${shorten(text)} is not a range: write first:last:points, as in ${key}=20:2000:30 or ${key}=20:2000:30:log`,
    );
  if (text.includes(',')) return { kind: 'list', values: text.split(',').map((part) => readWord(part.trim())) };
  return { kind: 'value', value: readWord(text) };
}

function shownDefault(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Throws `BadInput` when a key is no parameter of the system, with the nearest name. */
export function checkKeys(system: Declared, settings: Settings): void {
  const known = Object.keys(system.parameters.shape);
  for (const key of Object.keys(settings)) {
    if (known.includes(key)) continue;
    throw new BadInput(
      `${system.id} has no parameter '${key}'${didYouMean(key, known)}; its parameters are ${known.join(', ')}`,
    );
  }
}

/**
 * Checks values against the system's schema and fills in defaults. Throws `BadInput` naming the
 * field, the value and what is allowed.
 */
export function checkParameters(system: Declared, values: Record<string, unknown>): Record<string, unknown> {
  const result = system.parameters.safeParse(values);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = String(issue.path[0] ?? 'the parameters');
  const meta = parameterMeta(system, key);
  const given = values[key];
  const shown =
    typeof given === 'string'
      ? `'${shorten(given)}'`
      : typeof given === 'number'
        ? String(given)
        : shorten(JSON.stringify(given));
  const allowed = allowedValues(system.parameters.shape[key]) ?? issue.message;
  const inside =
    issue.path.length > 1
      ? ` (entry ${issue.path
          .slice(1)
          .map((at: PropertyKey) => (typeof at === 'number' ? at + 1 : String(at)))
          .join(', ')} is not)`
      : '';
  const fallback = system.parameters.shape[key]?.safeParse(undefined).data;
  const hint = fallback === undefined ? '' : `; the default is ${key}=${JSON.stringify(fallback)}`;
  throw new BadInput(
    `${key} is ${shown}, but must be ${allowed}${inside}${meta?.unit ? ` [${meta.unit}]` : ''}${hint}`,
  );
}

/**
 * Whole-number parameters take the nearest whole numbers of a range; repeated values are dropped.
 */
export function fitToField(system: AnySystem, key: string, values: unknown[]): unknown[] {
  const field = system.parameters.shape[key];
  const fitted = values.map((value) => {
    if (typeof value !== 'number' || Number.isInteger(value) || field.safeParse(value).success) return value;
    return field.safeParse(Math.round(value)).success ? Math.round(value) : value;
  });
  return [...new Set(fitted)];
}

export function parameterMeta(system: Pick<Declared, 'parameters'>, key: string): ParameterMeta | undefined {
  return system.parameters.shape[key]?.meta() as ParameterMeta | undefined;
}

/** What a schema allows, in words derived from the schema itself. */
export function allowedValues(schema: z.ZodType | undefined): string | undefined {
  if (!schema) return undefined;
  const json = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema;
  return describeSchema(json) || undefined;
}

interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  items?: JsonSchema;
  maxItems?: number;
  prefixItems?: JsonSchema[];
}

function describeSchema(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(describeSchema).filter(Boolean).join(', or ');
  if (schema.const !== undefined) return `'${schema.const}'`;
  if (schema.enum) return schema.enum.map((word) => `'${word}'`).join(' or ');
  if (schema.type === 'integer' || schema.type === 'number') {
    const noun = schema.type === 'integer' ? 'a whole number' : 'a number';
    const low = schema.exclusiveMinimum !== undefined ? `above ${schema.exclusiveMinimum}` : atLeast(schema.minimum);
    const high = schema.exclusiveMaximum !== undefined ? `below ${schema.exclusiveMaximum}` : atMost(schema.maximum);
    const joint = high.startsWith('up to') ? ' ' : ' and ';
    return [noun, [low, high].filter(Boolean).join(joint)].filter(Boolean).join(' ');
  }
  if (schema.type === 'string') return 'text';
  if (schema.type === 'array') {
    if (schema.prefixItems) return `[${schema.prefixItems.map(describeSchema).join(', ')}]`;
    const most = schema.maxItems === undefined ? '' : ` of up to ${schema.maxItems}`;
    return `an array${most}, each entry ${describeSchema(schema.items ?? {}) || 'a value'}`;
  }
  return '';
}

function atLeast(bound: number | undefined): string {
  return bound === undefined || bound === Number.MIN_SAFE_INTEGER ? '' : `from ${bound}`;
}

function atMost(bound: number | undefined): string {
  return bound === undefined || bound === Number.MAX_SAFE_INTEGER ? '' : `up to ${bound}`;
}

function readRange(key: string, text: string, [, first, last, count, spacing]: RegExpExecArray): number[] {
  const [from, to, points] = [first, last, count].map(Number);
  const wrong = (why: string) =>
    new BadInput(
      `${key}=${shorten(text)} is not a range: ${why}; write first:last:points, as in ${key}=20:2000:30 or ${key}=20:2000:30:log`,
    );
  if (![from, to, points].every(Number.isFinite)) throw wrong('it has a part that is no number');
  if (!Number.isInteger(points) || points < 1 || points > 100_000)
    throw wrong(`${count} is no count of points from 1 to 100000`);
  if (points === 1 && from !== to) throw wrong('one point cannot stand at two ends');
  if (points === 1) return [from];
  if (spacing === 'log') {
    if (!(from > 0 && to > 0)) throw wrong('a logarithmic range needs both ends above 0');
    const ratio = to / from;
    return Array.from({ length: points }, (_, i) =>
      i === points - 1 ? to : rounded(from * power(ratio, i / (points - 1))),
    );
  }
  return Array.from({ length: points }, (_, i) => rounded(from + ((to - from) * i) / (points - 1)));
}

/** To fourteen digits: the 0.1 between 0.01 and 1 is the point that is written 0.1. */
function rounded(value: number): number {
  return Number(value.toPrecision(14));
}

function readWord(word: string): unknown {
  if (NUMBER.test(word)) return Number(word);
  if (word === 'true' || word === 'false') return word === 'true';
  return word;
}

function readJson(key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInput(`${key}=${shorten(text)} starts like JSON but is not; write it as in ${key}=[1,0.5,0.25]`);
  }
}

function shorten(text: string | undefined): string {
  if (text === undefined) return 'missing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
