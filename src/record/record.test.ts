import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verify } from '../cli/verify.ts';
import { BadInput } from '../numeric/errors.ts';
import { readManifest } from './record.ts';

const whole = fileURLToPath(new URL('fixtures/schema-1', import.meta.url));

/** The record of the fixtures with another manifest. */
function recordWith(manifest: unknown): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'orrery-record-')), 'record');
  cpSync(whole, folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

const fields = JSON.parse(readFileSync(join(whole, 'manifest.json'), 'utf8'));

describe('a damaged manifest', () => {
  it.each([
    [null, /is damaged: it holds null/],
    [[], /is damaged: it holds \[\]/],
    [3, /is damaged: it holds 3/],
    [{}, /is damaged: its schema is missing/],
    [{ ...fields, schema: 'orrery-record/9' }, /has schema "orrery-record\/9"/],
    [{ schema: 'orrery-record/2' }, /is damaged: its settings are missing/],
    [{ ...fields, settings: [1] }, /its settings are \[1\], which cannot be/],
    [{ ...fields, scales: undefined }, /its scales are missing/],
    [{ ...fields, scales: [] }, /its scales are \[\]/],
    [{ ...fields, counts: [['8']] }, /its counts are/],
    [{ ...fields, shown: 'testError' }, /its shown is 'testError'/],
    [{ ...fields, margin: '0.05' }, /its margin is '0.05'/],
    [{ ...fields, seed: 1 }, /its seed is 1/],
    [{ ...fields, engine: 'abacus' }, /its engine is 'abacus'/],
    [{ ...fields, trials: 0 }, /its trials are 0/],
    [{ ...fields, trials: undefined }, /its trials are missing/],
    [{ ...fields, data: undefined }, /its data is missing/],
    [{ ...fields, versions: null }, /its versions are null/],
    [{ ...fields, pointKeys: 'abc' }, /its pointKeys are 'abc'/],
  ])('is refused: %#', (manifest, reason) => {
    const folder = recordWith(manifest);
    expect(() => readManifest(folder)).toThrow(reason);
    expect(() => readManifest(folder)).toThrow(BadInput);
  });

  it.each([
    [{ ...fields, counts: [[8]] }, /is damaged: counts is \[\[8\]\]/],
    [{ ...fields, margin: 5 }, /is damaged: margin is 5/],
    [{ ...fields, shown: ['tsetError'] }, /is damaged: .*did you mean 'testError'/],
    [{ ...fields, data: { data: { origin: 'a.csv', sha256: 'ab' } } }, /is damaged: its settings lack data/],
    [{ ...fields, schema: 'orrery-record/2' }, /is damaged: its pointKeys are missing/],
    [{ ...fields, schema: 'orrery-record/2', pointKeys: [['a', 'b']] }, /its pointKeys are not those of its settings/],
  ])('is not verified where its parts are not of one run: %#', async (manifest, reason) => {
    const verifying = verify(recordWith(manifest), [], { jobs: '1', json: true });
    await expect(verifying).rejects.toThrow(reason);
    await expect(verifying).rejects.toBeInstanceOf(BadInput);
  });

  it('leaves whole ones alone', () => {
    expect(readManifest(whole)).toEqual(fields);
  });
});
