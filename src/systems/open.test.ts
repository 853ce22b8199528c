// Modules from outside this package, in all the ways in which they may be written. How they fare on
// the command line and in worker threads is in src/cli/outside.test.ts.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { BadInput } from '../numeric/errors.ts';
import { openSystem } from './open.ts';
import { COIN } from './outside.testing.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery outside '));
});

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

describe('a module may be', () => {
  it.each([
    ['TypeScript', 'coin.ts', { 'coin.ts': COIN }],
    ['JavaScript', 'coin.js', { 'coin.js': COIN }],
    ['JavaScript in a package of modules', 'p', { 'p/system.js': COIN, 'p/package.json': '{"type":"module"}' }],
    ['an mjs', 'p', { 'p/system.mjs': COIN }],
    ['a default export', 'p', { 'p/system.ts': COIN.replace('export const coin =', 'export default') }],
    ['exported by name and by default', 'p', { 'p/system.ts': `${COIN}\nexport default coin;` }],
    ['imported from beside', 'p', { 'p/index.ts': "export { coin } from './coin.ts';", 'p/coin.ts': COIN }],
    ['imported in JavaScript words', 'p', { 'p/index.ts': "export { coin } from './coin.js';", 'p/coin.ts': COIN }],
    ['in a folder with spaces', 'a b/c d/p', { 'a b/c d/p/system.ts': COIN }],
    ['written with types', 'p/system.ts', { 'p/system.ts': `${COIN}\nconst n: number = 1; export type N = typeof n;` }],
  ])('%s', async (_, path, files) => {
    write(files);
    const system = await openSystem(join(folder, path));
    expect(system).toMatchObject({ id: 'coin', origin: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    // Both sides have the same classes, or no error of a system would be known as one, nor its
    // schema as zod's.
    const prepare = () => system.prepare({ wrong: 'problem' }, { engine: createWasmEngine() });
    expect(prepare).toThrow(BadInput);
    expect(system.parameters).toBeInstanceOf(z.ZodObject);
  });

  it('given relative to where one is', async () => {
    await expect(openSystem('./examples/falling-body')).resolves.toMatchObject({ id: 'falling-body' });
    await expect(openSystem('examples/falling-body/system.ts')).resolves.toMatchObject({ id: 'falling-body' });
  });

  it('of other entries of the package', async () => {
    write({
      'p/system.ts': `
        import { renormalizedRidge } from 'orrery-lab/theory/ridge';
        import { expm1 } from 'orrery-lab/numeric';
        import { powerExponent } from 'orrery-lab/statistics';
        import { Network } from 'orrery-lab/networks';
        import { drawFigure } from 'orrery-lab/figures';
        import { findInstrument } from 'orrery-lab/instruments';
        import { openDataset } from 'orrery-lab/node';
        export const parts = [renormalizedRidge, expm1, powerExponent, Network, drawFigure, findInstrument, openDataset];
        if (!parts.every((part) => typeof part === 'function')) throw new Error('a part is missing');
        ${COIN}`,
    });
    await expect(openSystem(join(folder, 'p'))).resolves.toMatchObject({ id: 'coin' });
  });

  // From a folder that knows no packages, so that none is found but the running one's.
  it('of every entry that package.json names, but what draws into a page', async () => {
    const names = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).exports)
      .filter((name) => !/json$|\*$|^\.\/embed$/.test(name))
      .map((name) => name.replace('.', 'orrery-lab'));
    expect(names).toContain('orrery-lab/statistics');
    const imports = names.map((name, i) => `import * as entry${i} from '${name}';`);
    const checks = names.map(
      (_, i) => `if (Object.keys(entry${i}).length === 0) throw new Error('${names[i]} is empty');`,
    );
    write({ 'p/system.ts': [...imports, ...checks, COIN].join('\n') });
    await expect(openSystem(join(folder, 'p'))).resolves.toMatchObject({ id: 'coin' });
  });
});

describe('what is wrong is said', () => {
  it.each([
    ['a folder that is not there', 'nowhere', {}, /no system at .*orrery new/],
    ['a folder without a system', 'p', { 'p/notes.md': '' }, /no system\.ts/],
    ['a module that throws', 'p', { 'p/system.ts': 'throw new Error("boom");' }, /cannot be loaded: boom/],
    ['a module that throws a word', 'p', { 'p/system.ts': 'throw "boom";' }, /cannot be loaded: boom/],
    ['a module that is no program', 'p', { 'p/system.ts': 'export const = 1' }, /cannot be loaded/],
    ['a module that imports nothing there', 'p', { 'p/system.ts': "import './gone.ts';" }, /cannot be loaded: .*gone/],
    ['a module without a system', 'p', { 'p/system.ts': 'export const a = 1;' }, /exports no system/],
    [
      'a module with two',
      'p',
      { 'p/system.ts': `${COIN}\nexport const other = { ...coin };` },
      /exports 2 systems, but one is needed/,
    ],
    ['an incomplete declaration', 'p', { 'p/system.ts': COIN.replace('limits: [],', '') }, /does not declare limits/],
    ['an id that is taken', 'p', { 'p/system.ts': COIN.replace("'coin'", "'ridge'") }, /id 'ridge'.*another/],
  ])('%s', async (_, path, files, reason) => {
    write(files);
    const opening = openSystem(join(folder, path));
    await expect(opening).rejects.toThrow(BadInput);
    await expect(opening).rejects.toThrow(reason);
  });
});

describe('the checksum', () => {
  const checksum = async (path: string) => (await openSystem(join(folder, path))).origin!.sha256;

  it('moves with the folder, and changes with any module of it', async () => {
    const modules = { 'system.ts': "export { coin } from './parts/coin.ts';", 'parts/coin.ts': COIN };
    const files = (name: string, changed: Partial<typeof modules> = {}) =>
      write(
        Object.fromEntries(Object.entries({ ...modules, ...changed }).map(([path, text]) => [`${name}/${path}`, text])),
      );
    files('one');
    files('changed', { 'parts/coin.ts': `${COIN}\n// a comment` });
    const before = await checksum('one');
    expect(await checksum('changed')).not.toBe(before);
    renameSync(join(folder, 'one'), join(folder, 'two'));
    write({ 'two/notes.md': 'no module' });
    expect(await checksum('two')).toBe(before);
  });
});
