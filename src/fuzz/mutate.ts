import { gzipSync } from 'fflate';
import type { Bytes } from '../data/parse.ts';
import type { Random } from '../numeric/random.ts';

/** No damaged file is larger: what takes long is to be found by what is asked, not by its size. */
const LARGEST = 2 ** 18;

/** What breaks readers when it stands where a number, a name or a value should. */
const EXTREMES: readonly string[] = [
  ...['0', '-0', '-1', '1e12', '1000000000000', '4294967295', '4294967296', '9007199254740993', '1e308', '1e309'],
  ...['-1e999', '5e-324', 'NaN', '-Infinity', 'null', 'true', '""', '{}', '[]', '[[]]', '{"f64":1}', '0x10', '1:2:3'],
  ...['1:1e9:100000', '1:2:3:log', '__proto__', 'constructor', 'toString', '\u0000', '\ufeff', '\u202e', 'é', '−1'],
  ...[
    '\ud83d\ude00',
    ',',
    ';',
    '\t',
    '"',
    "'",
    '\n',
    '\r',
    '\r\n',
    '=',
    '%',
    '%00',
    '#',
    '[',
    '{',
    '(',
    '\\',
    '\\u0000',
  ],
];

const BYTES: readonly number[] = [0, 1, 9, 10, 13, 32, 34, 44, 48, 57, 91, 123, 127, 128, 254, 255];

const WHOLES: readonly bigint[] = [
  0n,
  1n,
  0xffn,
  0x7fffn,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  1_000_000_000_000n,
];

/**
 * A file with one to several injuries: bits flipped, cut off, pieces taken out, repeated, put in
 * from another file, numbers made extreme, brackets without an end; where it is JSON, values of it
 * replaced. `others` are what pieces may come from.
 */
export function mutate(seed: Uint8Array, others: readonly Uint8Array[], random: Random): Bytes {
  let bytes = Uint8Array.from(seed);
  for (let left = 1 + below(random, 4); left > 0; left--) bytes = injure(bytes, others, random);
  bytes = bytes.slice(0, LARGEST);
  return below(random, 20) === 0 ? Uint8Array.from(gzipSync(bytes)) : bytes;
}

/** A whole number from 0 to below `count`. */
export function below(random: Random, count: number): number {
  return Math.floor(count * random.uniform());
}

export function pick<T>(random: Random, all: readonly T[]): T {
  return all[below(random, all.length)];
}

type Injury = (bytes: Bytes, others: readonly Uint8Array[], random: Random) => Bytes;

const INJURIES: readonly Injury[] = [
  (bytes, _, random) => {
    const flipped = Uint8Array.from(bytes);
    for (let left = 1 + below(random, 8); left > 0; left--)
      flipped[below(random, bytes.length)] ^= 1 << below(random, 8);
    return flipped;
  },
  (bytes, _, random) => {
    const changed = Uint8Array.from(bytes);
    changed[below(random, bytes.length)] = pick(random, BYTES);
    return changed;
  },
  (bytes, _, random) => bytes.slice(0, below(random, bytes.length)),
  (bytes, _, random) => bytes.slice(below(random, bytes.length)),
  (bytes, _, random) => {
    const [from, to] = range(bytes, random);
    return joined(bytes.subarray(0, from), bytes.subarray(to));
  },
  (bytes, _, random) => {
    const [from, to] = range(bytes, random);
    const piece = bytes.subarray(from, to);
    const times = pick(random, [1, 2, 10, 1000, 30_000]);
    const most = Math.max(1, Math.floor((LARGEST - bytes.length) / Math.max(1, piece.length)));
    return joined(bytes.subarray(0, to), ...Array(Math.min(times, most)).fill(piece), bytes.subarray(to));
  },
  (bytes, others, random) => {
    const other = pick(random, others);
    const [from, to] = range(other, random);
    const at = below(random, bytes.length + 1);
    return joined(bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at));
  },
  (bytes, _, random) => {
    const at = below(random, bytes.length + 1);
    return joined(bytes.subarray(0, at), encoded(pick(random, EXTREMES)), bytes.subarray(at));
  },
  numberInText,
  numberInText,
  (bytes, _, random) => {
    const changed = Uint8Array.from(bytes);
    const size = pick(random, [2, 4, 8]);
    if (bytes.length < size) return changed;
    const view = new DataView(changed.buffer);
    // Lengths and offsets stand at the beginning of most formats, and of zip archives at the end.
    const near = below(random, Math.min(100, bytes.length - size + 1));
    const at = pick(random, [near, bytes.length - size - near, below(random, bytes.length - size + 1)]);
    const value = pick(random, WHOLES);
    const little = random.uniform() < 0.5;
    if (size === 2) view.setUint16(at, Number(value & 0xffffn), little);
    else if (size === 4) view.setUint32(at, Number(value & 0xffffffffn), little);
    else view.setBigUint64(at, value, little);
    return changed;
  },
  (bytes, _, random) => {
    const deep = encoded(pick(random, ['[', '{"a":', '(', '[[1],']).repeat(pick(random, [10, 1000, 30_000])));
    const at = below(random, bytes.length + 1);
    return joined(bytes.subarray(0, at), deep, bytes.subarray(at));
  },
  valueInJson,
  valueInJson,
  valueInJson,
];

function injure(bytes: Bytes, others: readonly Uint8Array[], random: Random): Bytes {
  return bytes.length === 0 ? encoded(pick(random, EXTREMES)) : pick(random, INJURIES)(bytes, others, random);
}

/** One number of those that stand in the text. */
function numberInText(bytes: Bytes, _: readonly Uint8Array[], random: Random): Bytes {
  const text = new TextDecoder('latin1').decode(bytes);
  const all = [...text.matchAll(/[+-]?\d[\d.]*(e[+-]?\d+)?/gi)];
  if (all.length === 0) return bytes;
  const { 0: found, index } = pick(random, all);
  const rest = [bytes.subarray(0, index), bytes.subarray(index + found.length)];
  return joined(rest[0], encoded(pick(random, EXTREMES)), rest[1]);
}

/** A value of a JSON text, or of one of its lines, made another one, left out or doubled. */
function valueInJson(bytes: Bytes, _: readonly Uint8Array[], random: Random): Bytes {
  const text = new TextDecoder().decode(bytes);
  const whole = parsed(text);
  if (whole !== undefined) return encoded(JSON.stringify(withOther(whole, random, 0)));
  const lines = text.split('\n');
  const at = below(random, lines.length);
  const line = parsed(lines[at]);
  if (line === undefined) return bytes;
  lines[at] = JSON.stringify(withOther(line, random, 0)) ?? '';
  return encoded(lines.join('\n'));
}

function parsed(text: string): unknown {
  // What is nested deeper than the stack is long cannot be written again.
  if (/[[{]{500}|("a":\{){500}/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const OTHERS: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -0,
    -1,
    0.5,
    1e12,
    1e308,
    2 ** 53,
    5e-324,
    '',
    'NaN',
    '__proto__',
    'x'.repeat(5000),
    '1:1e9:100000',
  ],
  ...[[], {}, [[]], [null], [1, 'a'], { f64: '' }, { f64: 'AAAA' }, { f64: 1 }, { sha256: 'a', values: [1] }],
  ...[{ length: 1e12 }, Array(2000).fill(0), nested(400), { toString: 1 }],
];

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

function withOther(value: unknown, random: Random, depth: number): unknown {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (keys.length === 0 || depth > 12 || random.uniform() < 0.15) return pick(random, OTHERS);
  const key = pick(random, keys);
  const inner = (value as Record<string, unknown>)[key];
  const change = below(random, 8);
  if (Array.isArray(value)) {
    const at = Number(key);
    if (change === 0) return value.toSpliced(at, 1);
    if (change === 1) return value.toSpliced(at, 0, inner);
    return value.with(at, withOther(inner, random, depth + 1));
  }
  const entries = Object.entries(value as object).filter(([one]) => change !== 0 || one !== key);
  if (change === 1) entries.push([pick(random, EXTREMES), inner]);
  return Object.fromEntries(
    entries.map(([one, own]) => [one, change > 1 && one === key ? withOther(own, random, depth + 1) : own]),
  );
}

function range(bytes: Uint8Array, random: Random): [number, number] {
  const from = below(random, bytes.length);
  const length = pick(random, [1, 4, 40, bytes.length]);
  return [from, Math.min(bytes.length, from + 1 + below(random, length))];
}

function encoded(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** One after the other. */
export function joined(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
