import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Bytes } from '../data/parse.ts';
import { BadInput, OutOfRange } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { pastCases } from './past.ts';
import type { Reader } from './reader.ts';
import { allReaders } from './readers.ts';
import { faultOf, fileOf, minimised, optionsOf } from './trial.ts';

const root = new URL('../../', import.meta.url);
const scratch = mkdtempSync(join(tmpdir(), 'orrery-fuzz-'));
const readers = await allReaders(root, scratch);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const found = (name: string): Reader => readers.find((one) => one.name === name)!;

/**
 * Seconds depend on what else a machine does; `npm run fuzz` counts them, where nothing else does.
 */
const noClock = () => 0;
const faultAt = (reader: Reader, bytes: Bytes, seed: string, index: number) =>
  faultOf(reader, bytes, optionsOf(reader, seed, index), noClock);

describe('what once broke a reader', () => {
  it.each(pastCases(root))('$reader: $what', async ({ reader, what, bytes }) => {
    // Options that decide are drawn: several are tried, where that is no work.
    for (let index = 0; index < (bytes.length > 1e5 ? 1 : 3); index++)
      expect(await faultAt(found(reader), bytes, what, index)).toBeUndefined();
  });
});

describe('a few damaged files', () => {
  // The long search is `npm run fuzz -- --minutes 60`; these are the same files every time.
  const isSettings = ({ name }: Reader) => /^(words|--params) for /.test(name);

  it.each(readers.filter((one) => !isSettings(one)))('do no harm to $name', async (reader) => {
    for (let index = 0; index < 30; index++)
      expect(await faultAt(reader, fileOf(reader, 'test', index), 'test', index)).toBeUndefined();
  });

  it('do no harm to the settings of any system', async () => {
    for (const reader of readers.filter(isSettings))
      for (let index = 0; index < 3; index++)
        expect(await faultAt(reader, fileOf(reader, 'test', index), 'test', index)).toBeUndefined();
  });
});

describe('the search', () => {
  const reader = (read: Reader['read']): Reader => ({ name: 'planted', seeds: [Uint8Array.of(1, 2, 3, 4)], read });
  const random = createRandom('planted');
  const faultWith = (read: Reader['read'], clock = noClock) => faultOf(reader(read), Uint8Array.of(1), random, clock);

  it('draws the same file from the same seed, and another one from another', () => {
    const one = found('journals');
    expect(fileOf(one, 'a', 7)).toEqual(fileOf(one, 'a', 7));
    const all = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => String(fileOf(one, 'a', index)));
    expect(new Set(all).size).toBe(8);
  });

  it('takes answers and refusals in words for what they are', async () => {
    expect(await faultWith(() => 1)).toBeUndefined();
    const refuse = () => {
      throw new BadInput('fuzz: row 1 has no end; write one');
    };
    expect(await faultWith(refuse)).toBeUndefined();
    expect(await faultWith(async () => refuse())).toBeUndefined();
  });

  it('finds crashes, words that say nothing, hangs and hunger', async () => {
    const crash = () => ([] as string[])[0].length;
    expect(await faultWith(crash)).toMatch(/TypeError/);
    expect(
      await faultWith(() => {
        throw new BadInput('no');
      }),
    ).toMatch(/a refusal of 2 characters/);
    expect(
      await faultWith(() => {
        throw new OutOfRange('the size', {}, 'a whole number');
      }),
    ).toMatch(/says nothing/);
    let seconds = 0;
    const busy = () => {
      seconds += 1.2;
    };
    expect(await faultWith(busy, () => seconds)).toBe('took 1.2 s for 1 bytes');
    let kept: unknown;
    const hungry = () => {
      kept = new Float64Array(2e7);
    };
    expect(await faultWith(hungry)).toMatch(/took 16\d MB/);
    expect(kept).toBeInstanceOf(Float64Array);
  });

  it('makes what it finds small', async () => {
    const breaks = reader((bytes) => {
      if (bytes.includes(7)) throw new TypeError('seven');
    });
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i === 637 ? 7 : 1));
    expect(await minimised(breaks, bytes, () => random)).toEqual(Uint8Array.of(7));
  });
});
