import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { bundledNames, openDataset } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'orrery-open-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
writeFileSync(path('train.csv'), 'a,b\n1,2\n');
writeFileSync(path('broken.csv'), '1,2\n3\n');
writeFileSync(path('notes.md'), 'no data');
writeFileSync(path('huge.npy'), '');
truncateSync(path('huge.npy'), 2 ** 30 + 1);
mkdirSync(path('inner'));

it('knows the digits', async () => {
  const digits = await openDataset('digits');
  expect(digits).toMatchObject({ name: 'digits.csv.gz', origin: 'digits', rows: 1797, columns: 65 });
  expect(digits.sha256).toMatch(/^[0-9a-f]{64}$/);
  const labels = Array.from({ length: 1797 }, (_, i) => digits.values[i * 65 + 64]);
  expect([Math.min(...digits.values), Math.max(...digits.values)]).toEqual([0, 16]);
  expect(new Set(labels).size).toBe(10);
});

it('opens every bundled name', async () => {
  for (const name of bundledNames) expect((await openDataset(name)).rows).toBeGreaterThan(0);
});

it('opens a path', async () => {
  expect(await openDataset(path('train.csv'))).toMatchObject({ name: 'train.csv', origin: path('train.csv'), rows: 1 });
});

describe('images in IDX', () => {
  const inside = join(folder, 'images');
  mkdirSync(inside);
  const write = (name: string, bytes: number[]) => writeFileSync(join(inside, name), Uint8Array.from(bytes));
  const images = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6, 7, 8, 9, 1];
  const labels = [0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 0];
  const both = [5, 6, 0, 7, 8, 1, 9, 1, 0];

  it('find their labels by name, or are given them, and are no labels alone', async () => {
    const alone = join(inside, 'set-images-idx3-ubyte');
    write('set-images-idx3-ubyte', images);
    expect(await openDataset(alone)).toMatchObject({ columns: 2, unlabelled: 'images of 1 × 2' });
    const other = join(inside, 'answers');
    write('answers', labels);
    const given = await openDataset(`${alone},${other}`);
    expect(given).toMatchObject({ columns: 3, origin: `${alone},${other}`, labelFrom: 'the file answers' });
    expect([...given.values]).toEqual(both);
    write('some-labels-idx1-ubyte', labels);
    expect((await openDataset(alone)).labelFrom).toBe('the file some-labels-idx1-ubyte');
    write('set-labels-idx1-ubyte', labels);
    const found = await openDataset(alone);
    expect(found).toMatchObject({ labelFrom: 'the file set-labels-idx1-ubyte' });
    // What it was opened from opens it again.
    expect(await openDataset(found.origin)).toEqual(found);
  });
});

test.each([
  ['a missing file with a similar one', path('trian.csv'), /no such file; did you mean .*train\.csv\?/],
  ['a missing file with another extension', path('train.npy'), /did you mean .*train\.csv/],
  [
    'a missing file with none similar',
    path('zzzzzz'),
    /holds broken\.csv, huge\.npy, train\.csv; bundled data: digits/,
  ],
  ['a misspelt bundled name', 'digit', /did you mean digits/],
  ['a missing folder', path('nowhere/x.csv'), /no such file; bundled data: digits/],
  ['a path through a file', path('train.csv/x.csv'), /no such file/],
  ['a folder', folder, /is a directory.*broken\.csv/],
  ['a folder without data', path('inner'), /is a directory.*there are no/],
  ['the empty path', '', /the empty path/],
  ['a zero in the path', 'a\0b', /"a\\u0000b": cannot be read/],
  ['an object property', 'constructor', /no such file/],
  ['an address', 'https://example.org/a.csv', /download it first/],
  ['a device', '/dev/null', /device or a pipe/],
  ['a huge file', path('huge.npy'), /is 1073\.7 MB, but at most 1073\.7 MB/],
  ['a broken file', path('broken.csv'), /^broken\.csv: row 2, column 2: found 1 cell/],
])('refuses %s', async (_, name, message) => {
  await expect(openDataset(name)).rejects.toThrow(message);
  await expect(openDataset(name)).rejects.toBeInstanceOf(BadInput);
});

it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
  execFileSync('mkfifo', [path('pipe')]);
  await expect(openDataset(path('pipe'))).rejects.toThrow(/device or a pipe/);
});
