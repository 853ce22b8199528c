import { z } from 'zod';
import type { Dataset } from '../data/dataset.ts';
import { createRandom, type Random } from '../numeric/random.ts';
import { parameterMeta, type Settings } from '../plan/settings.ts';
import type { AnySystem, ParameterMeta } from '../systems/contract.ts';

/** What of zod's JSON Schema the parameters use. */
interface Allowed {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Allowed[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  items?: Allowed;
  minItems?: number;
  maxItems?: number;
  prefixItems?: Allowed[];
}

/** Numbers without a limit of their own are drawn up to this size, and now and then far beyond. */
const USUAL: readonly [number, number] = [1e-12, 1e12];
const EXTREME: readonly [number, number] = [1e-300, 1e300];

/**
 * Seeded random values from all that the schema allows, not from sliders' ranges alone: ends of
 * ranges, all decades between them, arrays, degenerate files. About half of the parameters are
 * given, the others keep their defaults. What the parameters forbid together is for `prepare` to
 * refuse.
 */
export function drawAllowed(system: AnySystem, seed: string, index: number): Settings {
  const random = createRandom(seed).stream(system.id, index);
  const settings: Settings = {};
  for (const [key, schema] of Object.entries<z.ZodType>(system.parameters.shape)) {
    const meta = parameterMeta(system, key);
    const one = random.stream(key);
    if (meta?.kind === 'data') {
      if (one.uniform() < 0.15) settings[key] = drawTable(one);
    } else if (meta?.kind !== 'text' && one.uniform() < 0.5) {
      // What is written about the columns of a file goes with one file alone.
      const allowed = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Allowed;
      settings[key] = drawValue(one, allowed, meta);
    }
  }
  return settings;
}

function drawValue(random: Random, allowed: Allowed, meta?: ParameterMeta): unknown {
  const { anyOf, const: only, enum: words, type, items, minItems, maxItems, prefixItems } = allowed;
  if (anyOf) return drawValue(random, pick(random, anyOf), meta);
  if (only !== undefined) return only;
  if (words) return pick(random, words);
  if (type === 'boolean') return random.uniform() < 0.5;
  if (prefixItems) return prefixItems.map((item) => drawValue(random, item));
  if (type === 'array') {
    const length = Math.min(maxItems ?? Infinity, Math.max(minItems ?? 1, 1 + below(random, 6)));
    return Array.from({ length }, () => drawValue(random, items!));
  }
  const value = drawNumber(random, allowed, meta);
  return type === 'integer' ? Math.round(value) : value;
}

function drawNumber(random: Random, allowed: Allowed, meta?: ParameterMeta): number {
  const kind = random.uniform();
  const limits = kind < 0.03 && meta?.size !== true ? EXTREME : USUAL;
  const low = allowed.exclusiveMinimum ?? allowed.minimum ?? -limits[1];
  const high = Math.min(allowed.exclusiveMaximum ?? allowed.maximum ?? limits[1], limits[1]);
  if (kind > 0.9 && allowed.minimum !== undefined) return low;
  if (kind > 0.85 && allowed.maximum !== undefined) return high;
  if (kind > 0.4 && meta?.range) return between(random, ...meta.range, meta.range[0] > 0);
  // Every decade is as likely as another, on both sides of zero where there are two.
  if (low >= 0) return between(random, Math.max(low, Math.min(limits[0], high / 10)), high, true);
  if (high <= 0) return -between(random, Math.max(limits[0], -high), Math.min(limits[1], -low), true);
  const size = between(random, limits[0], high, true);
  return random.uniform() < 0.5 ? Math.max(low, -size) : size;
}

function between(random: Random, low: number, high: number, isLogarithmic: boolean): number {
  const u = random.uniform();
  return isLogarithmic ? Math.min(high, low * (high / low) ** u) : low + (high - low) * u;
}

/**
 * A small table as bad files are: rows twice, constant or equal columns, few different labels, more
 * columns than rows, numbers of any size.
 */
function drawTable(random: Random): Dataset {
  const [rows, columns] = [3 + below(random, 40), 2 + below(random, 8)];
  const scale = random.uniform() < 0.8 ? 1 : 10 ** (300 * (2 * random.uniform() - 1));
  const kind = below(random, 6);
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * scale;
  for (let i = 0; i < rows; i++) {
    const row = values.subarray(i * columns, (i + 1) * columns);
    if (kind === 1 && i >= rows / 2) row.set(values.subarray(0, columns));
    if (kind === 2) row[0] = 3;
    if (kind === 3) row[columns - 1] = Math.sign(row[columns - 1]);
    if (kind === 4 && columns > 2) row[1] = row[0];
    if (kind === 5) row[columns - 1] = 0;
  }
  const digits = Array.from({ length: 64 }, () => below(random, 16).toString(16));
  return { name: 'drawn.csv', origin: 'drawn.csv', sha256: digits.join(''), rows, columns, values };
}

function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[below(random, choices.length)];
}

function below(random: Random, count: number): number {
  return Math.min(count - 1, Math.floor(count * random.uniform()));
}
