import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { budgets, compare, packageSizes, pageSizes } from './size-budget.mjs';

const packed = (text: string) => gzipSync(text, { level: 9 }).length;

/** A page of these files, `index.html`, `embed.js` and what lies in `assets/`. */
function page(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(folder, 'assets'));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, ['index.html', 'embed.js'].includes(name) ? name : join('assets', name)), text);
  return folder;
}

const FILES = {
  'index.html': '<script type="module" src="./assets/index-1.js"></script><link href="./assets/base-1.css" />',
  'embed.js': 'd=["./assets/live-1.js","./assets/page-1.css"];import(`./assets/live-1.js`)',
  'live-1.js': 'import"./shared-1.js"',
  'index-1.js':
    'import{a}from"./shared-1.js";new Worker(new URL(`worker-1.js`,u));m=["./page-1.css"];import("./page-1.js")',
  'shared-1.js': 'export const a=1',
  'page-1.js': 'import"./shared-1.js";import(`./notes-1.js`)',
  'page-1.css': 'p{}',
  'base-1.css': 'b{}',
  'notes-1.js': 'notes, read later'.repeat(50),
  'worker-1.js': 'import{k}from"./kernels-1.js";import("./system-1.js")',
  'kernels-1.js': 'export const k=2',
  'system-1.js': 'a system, loaded when it is asked for'.repeat(50),
};

describe('the sizes of a page', () => {
  const sizes = pageSizes(page(FILES));
  const sum = (...names: (keyof typeof FILES)[]) => names.reduce((total, name) => total + packed(FILES[name]), 0);

  it('count what the start waits for, with its imports and styles, and nothing that comes later', () => {
    expect(sizes['first bytes of the page, gzip']).toBe(
      sum('index.html', 'index-1.js', 'shared-1.js', 'page-1.js', 'page-1.css', 'base-1.css'),
    );
    expect(sizes['first script of a worker, gzip']).toBe(sum('worker-1.js', 'kernels-1.js'));
    expect(sizes['an embedded figure without its workers, gzip']).toBe(
      sum('embed.js', 'live-1.js', 'shared-1.js', 'page-1.css'),
    );
    expect(sizes['the whole page, unpacked']).toBe(Object.values(FILES).join('').length);
  });

  it('name a file that is not there', () => {
    const { 'page-1.js': _, ...rest } = FILES;
    expect(() => pageSizes(page(rest))).toThrow('page-1.js');
  });
});

describe('the budget', () => {
  const limits = { page: 1000, pack: 2000 };

  it('is kept up to its last byte and broken by one more', () => {
    expect(compare({ page: 1000, pack: 2000 }, limits).over).toEqual([]);
    const { over, lines } = compare({ page: 1001, pack: 2000 }, limits);
    expect(over).toEqual(['page']);
    expect(lines[0]).toContain('TOO LARGE');
  });

  it('is broken by a size that is missing, nothing, or not in the table', () => {
    expect(compare({ page: 5 }, limits).over).toEqual(['pack']);
    expect(compare({ page: 5, pack: 0 }, limits).over).toEqual(['pack']);
    expect(compare({ page: 5, pack: 5, worker: 5 }, limits).over).toEqual(['worker']);
  });

  it('has a limit for every size that is measured', () => {
    const sizes = { ...pageSizes(page(FILES)), ...packageSizes([{ size: 10, unpackedSize: 20 }]) };
    expect(Object.keys(sizes).sort()).toEqual(Object.keys(budgets).sort());
  });
});
