import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { type Bytes, parseDataset } from './parse.ts';
import { readSupervised } from './supervised.ts';

const folder = new URL('fixtures/', import.meta.url);
const fixture = (name: string): Bytes => Uint8Array.from(readFileSync(new URL(name, folder)));
const text = (content: string): Bytes => Uint8Array.from(Buffer.from(content));

describe('chooses the reader by content', () => {
  test.each([
    ['CSV', 'a.csv', text('a,b\n1,2')],
    ['CSV without an extension', 'a', text('1,2')],
    ['CSV in gzip', 'a.csv.gz', Uint8Array.from(gzipSync('1,2'))],
    ['gzip without its extension', 'a.csv', Uint8Array.from(gzipSync('1,2'))],
  ])('%s', async (_, name, bytes) => {
    expect(await parseDataset(bytes, name, 'here')).toMatchObject({
      name,
      origin: 'here',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      rows: 1,
      columns: 2,
      values: Float64Array.of(1, 2),
    });
  });

  it.each(['f4-big.npy', 'labelled.npz'])('%s, also in gzip and under another name', async (name) => {
    const plain = await parseDataset(fixture(name), name, 'x');
    const packed = await parseDataset(Uint8Array.from(gzipSync(fixture(name))), 'wrong.csv', 'x');
    expect(packed.values).toEqual(plain.values);
  });

  test.each([
    ['an empty file', 'a.csv', text(''), /a\.csv: found an empty file/],
    ['an empty file in gzip', 'a.csv.gz', Uint8Array.from(gzipSync('')), /empty file/],
    ['text named .npy', 'a.npy', text('1,2'), /does not begin as \.npy/],
    ['Parquet', 'a.parquet', text('PAR1abc'), /Parquet/],
    ['gzip twice', 'a.gz', Uint8Array.from(gzipSync(gzipSync('1'))), /gzip twice/],
  ])('refuses %s', async (_, name, bytes, message) => {
    await expect(parseDataset(bytes, name, name)).rejects.toThrow(message);
    await expect(parseDataset(bytes, name, name)).rejects.toBeInstanceOf(BadInput);
  });
});

describe('damaged files give BadInput or a valid data set, nothing else', () => {
  const seeds = [
    ...readdirSync(folder)
      // The bomb is 8 MB when unpacked, and has its own test.
      .filter((name) => /\.np[yz]$/.test(name) && name !== 'bomb.npz')
      .map(fixture),
    text('a,b\n1,2\n"3",4\n'),
    Uint8Array.from(gzipSync('a;b\n1;2\n3;4\n'.repeat(20))),
    Uint8Array.of(0, 0, 9, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 255, 254, 253),
  ];
  const damage = fc.record({
    seed: fc.nat(seeds.length - 1),
    keep: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    changes: fc.array(fc.tuple(fc.nat(1e6), fc.nat(255)), { maxLength: 6 }),
    packed: fc.boolean(),
  });

  async function check(bytes: Bytes): Promise<void> {
    const started = performance.now();
    try {
      const data = await parseDataset(bytes, 'fuzz', 'fuzz');
      const { rows, columns, values, texts = [] } = data;
      expect(rows).toBeGreaterThan(0);
      expect(columns).toBeGreaterThan(0);
      expect(values.length).toBe(rows * columns);
      expect(values.length).toBeLessThan(2e6);
      for (const { codes, words } of texts) {
        expect(codes.length).toBe(rows);
        expect(Math.max(...codes)).toBe(words.length - 1);
      }
      const { inputs, labels } = readSupervised(data, { labels: 'auto', missing: 'drop' });
      expect([...inputs, ...labels].every(Number.isFinite)).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(BadInput);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  }

  it('truncated and mutated', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async ({ seed, keep, changes, packed }) => {
        const bytes = seeds[seed].slice(0, Math.ceil(keep * seeds[seed].length));
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        await check(packed ? Uint8Array.from(gzipSync(bytes)) : bytes);
      }),
      { numRuns: 3000 },
    );
  });

  it('mutated where the structure is: the first and the last hundred bytes', async () => {
    const place = fc.tuple(fc.nat(99), fc.boolean(), fc.constantFrom(0, 1, 127, 128, 255));
    await fc.assert(
      fc.asyncProperty(fc.nat(seeds.length - 1), fc.array(place, { maxLength: 4 }), async (seed, changes) => {
        const bytes = seeds[seed].slice();
        for (const [at, fromEnd, value] of changes) bytes[fromEnd ? bytes.length - 1 - at : at] = value;
        await check(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  it('any text of the characters that matter', async () => {
    const characters = fc.constantFrom(...'0123456789,,,;\t\n\n\r".-+eEnaif #x\ufeff\u0000é');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: characters, maxLength: 60 }), (content) => check(text(content))),
      { numRuns: 3000 },
    );
  });

  it('any bytes behind each magic', async () => {
    const magic = fc.constantFrom(
      [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0],
      [0x50, 0x4b, 3, 4],
      [0x1f, 0x8b, 8, 0],
      [0, 0, 8, 1],
    );
    await fc.assert(
      fc.asyncProperty(magic, fc.uint8Array({ maxLength: 300 }), (start, rest) =>
        check(Uint8Array.from([...start, ...rest])),
      ),
      { numRuns: 2000 },
    );
  });
});
