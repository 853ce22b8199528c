import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runOrrery } from './orrery.testing.ts';

const orrery = (...words: string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'gallery-'));
  return { folder, ...runOrrery(folder, ['reproduce', ...words]) };
};

test('without a name there is the list, with what each ends in', () => {
  const { status, stdout } = orrery();
  expect(status).toBe(0);
  expect(stdout).toMatch(/^committee\/leaving-the-plateau\n {4}.* \(Saad and Solla 1995\); holds$/m);
  expect(stdout).toMatch(/^lazy-rich\/rich-against-lazy\n {4}.*; broken, below the crossover/m);
});

test('a figure is made again: a record, and a gallery with its picture', () => {
  const { status, stdout, folder } = orrery(
    ...['deep-linear/lazy-to-rich', '--budget', '1', '--budget-by', 'estimate', '--gallery', 'page.md'],
  );
  expect(stdout).toMatch(/^deep-linear\/lazy-to-rich: holds$/m);
  expect(stdout).toMatch(/^ {2}loss\tδ = 0, t = ηk = 0\.1\t0\.6144\t0\.6144$/m);
  expect(status).toBe(0);
  expect(readFileSync(join(folder, 'page.md'), 'utf8')).toContain('![');
  expect(existsSync(join(folder, 'page', 'deep-linear-lazy-to-rich.png'))).toBe(true);
});

test.for([
  [['ridge/double'], /ridge has no published figure 'double'.*it has ridgeless-double-descent/],
  [['nothing'], /nothing/],
  [['ridge', '--all'], /--all is every figure/],
  [['ridge', '--budget', '-1'], /--budget is '-1'/],
  [['ridge', '--budget-by', 'sun'], /Allowed choices are clock, estimate/],
  [['ridge', '--out', ''], /--out names no folder/],
  [['ridge', '--gallery', 'page'], /--gallery page must be a Markdown page/],
  [['ridge', '--gallery', '/proc/page.md'], /--gallery \/proc\/page\.md cannot be written/],
] as const)('%j is refused', ([words, reason]) => {
  const { status, stderr } = orrery(...words);
  expect(stderr).toMatch(reason);
  expect(status).toBe(2);
});
