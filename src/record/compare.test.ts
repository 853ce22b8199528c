import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NotWritten } from '../numeric/errors.ts';
import { makePlan } from '../plan/plan.ts';
import { execute } from '../run/execute.ts';
import { findSystem } from '../systems/registry.ts';
import { agreement, differences } from './compare.ts';
import { readManifest, writeRecord } from './record.ts';

const OPTIONS = {
  trials: 8,
  seed: '1',
  jobs: 1,
  engine: 'wasm',
  margin: 0.05,
  budget: 1,
  shown: ['testError'],
} as const;
const old = fileURLToPath(new URL('fixtures/schema-1', import.meta.url));

describe('a record of schema 2', async () => {
  const settings = { samples: '50,100', dimension: 40 };
  const result = await execute(makePlan(await findSystem('ridge'), settings), OPTIONS);
  const folder = writeRecord(result, settings, [1], mkdtempSync(join(tmpdir(), 'orrery-')));

  it('holds the key of every point, the lines of the figure, and the numbers to the bit', () => {
    const { schema, pointKeys } = readManifest(folder);
    expect(schema).toBe('orrery-record/2');
    expect(pointKeys).toEqual(result.plan.curves.map(({ points }) => points.map(({ key }) => key)));
    const { line } = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'));
    expect(line.x.length).toBeGreaterThan(2);
    expect(line.y.testError).toHaveLength(line.x.length);
    expect(differences(folder, result)).toEqual([]);
  });

  it('that cannot be written leaves nothing, and says what to do', () => {
    const gone = join(mkdtempSync(join(tmpdir(), 'orrery-')), 'gone');
    const write = () => writeRecord(result, settings, [1], gone, { folder: join(gone, 'record') });
    expect(write).toThrow(NotWritten);
    expect(write).toThrow(
      /could not be written under .* \(it is not there any more\).* choose another folder with --out/,
    );
    expect(existsSync(gone)).toBe(false);
  });

  it('is the same with other line ends and a byte-order mark, and another with one number changed', () => {
    const copy = mkdtempSync(join(tmpdir(), 'orrery-'));
    cpSync(folder, copy, { recursive: true });
    const file = join(copy, 'points.csv');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `\uFEFF${text.replaceAll('\r\n', '\n')}`);
    expect(differences(copy, result)).toEqual([]);
    const { mean } = result.points[0][1].observables.testError[0].measured as { mean: number };
    writeFileSync(file, text.replace(String(mean), String(mean * (1 + 1e-15))));
    expect(differences(copy, result)).toHaveLength(1);
    expect(differences(copy, result)[0]).toMatch(/^testError at scale 1, curve 0, samples 100: mean was .* and is /);
    writeFileSync(file, text.replace('unresolved', 'holds'));
    expect(differences(copy, result)[0]).toMatch(/verdict was holds and is unresolved/);
    writeFileSync(file, text.replace('testError', 'gcv'));
    expect(differences(copy, result)[0]).toMatch(/^testError at .*: it is not in the record$/);
    // A version control that adds line ends to those that are there, a row less, rows in another
    // order.
    const rows = text.trimEnd().split('\r\n');
    writeFileSync(file, `${rows.join('\r\r\n')}\r\n`);
    expect(differences(copy, result)).toEqual([]);
    writeFileSync(file, [rows[0], ...rows.slice(1).reverse()].join('\n'));
    expect(differences(copy, result)).toEqual([]);
    writeFileSync(file, rows.slice(0, -1).join('\n'));
    expect(differences(copy, result)).toEqual([expect.stringContaining('it is not in the record')]);
  });
});

describe('a record of schema 1', async () => {
  const { settings, counts, ...manifest } = readManifest(old);
  const plan = makePlan(await findSystem(manifest.system), settings, manifest.scales);
  const result = await execute(plan, { ...OPTIONS, counts });

  it('is read: its predictions are the same, its means are others within their errors', () => {
    expect(manifest.schema).toBe('orrery-record/1');
    expect(differences(old, result)).not.toEqual([]);
    const found = agreement(old, result);
    expect(found).toMatchObject({ predicted: 16, theoryDiffers: [], measured: 16 });
    expect(found.chance).toBeGreaterThan(1e-3);
  });

  it('is found out where it does not agree', () => {
    const copy = mkdtempSync(join(tmpdir(), 'orrery-'));
    cpSync(old, copy, { recursive: true });
    const [header, first, ...rest] = readFileSync(join(copy, 'points.csv'), 'utf8').split('\r\n');
    const cells = first.split(',');
    const column = (name: string) => header.split(',').indexOf(name);
    cells[column('mean')] = String(10 * Number(cells[column('mean')]));
    cells[column('predicted')] = String(2 * Number(cells[column('predicted')]));
    writeFileSync(join(copy, 'points.csv'), [header, cells.join(','), ...rest].join('\r\n'));
    const found = agreement(copy, result);
    expect(found.theoryDiffers).toHaveLength(1);
    expect(found.chance).toBeLessThan(1e-3);
  });
});
