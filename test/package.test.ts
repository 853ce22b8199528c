// The package as it is published: what its entries offer, where they run, and that a folder
// elsewhere can use it.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemHeaders } from '../src/systems/headers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The imports of Node's own modules that a bundle of one entry for the browser meets. */
async function nodeImportsOf(entry: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-bundle-'));
  const found: string[] = [];
  await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'find-node',
        enforce: 'pre',
        resolveId(id, importer) {
          if (id.startsWith('node:')) found.push(`${importer} imports ${id}`);
        },
      },
    ],
    build: { lib: { entry: join(root, `dist/${entry}.js`), formats: ['es'] }, outDir: 'out', minify: false },
  });
  return found;
}

describe('in a browser', () => {
  it.each([
    'index',
    'entries/numeric',
    'entries/networks',
    'entries/statistics',
    'entries/figures',
    'entries/instruments',
    'systems/ridge/theory/index',
  ])('%s needs nothing of Node', async (entry) => expect(await nodeImportsOf(entry)).toEqual([]));

  it('would be found out if it did', async () => {
    expect(await nodeImportsOf('data/open')).not.toEqual([]);
  });
});

describe('packed, and unpacked in a folder elsewhere', () => {
  let folder: string;
  beforeAll(() => {
    // As `npm install` would put it, without asking the registry: dependencies are those of this
    // checkout.
    folder = mkdtempSync(join(tmpdir(), 'orrery packed '));
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const [{ filename }] = JSON.parse(execFileSync('npm', pack, { cwd: root, encoding: 'utf8' }));
    const modules = join(folder, 'node_modules');
    mkdirSync(join(modules, 'orrery-lab'), { recursive: true });
    execFileSync('tar', ['xzf', join(folder, filename), '-C', join(modules, 'orrery-lab'), '--strip-components=1']);
    for (const name of readdirSync(join(root, 'node_modules')))
      if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }, 120_000);

  const node = (...words: string[]) => spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  const orrery = (...words: string[]) => node(join(folder, 'node_modules/orrery-lab/dist/cli/main.js'), ...words);

  it('has every entry that it promises, with types beside', () => {
    const entries = ['', '/node', '/numeric', '/networks', '/statistics', '/figures', '/instruments'];
    const all = [...entries, ...systemHeaders.map(({ id }) => `/theory/${id}`)].map((entry) => `orrery-lab${entry}`);
    const program = `
      for (const name of ${JSON.stringify(all)}) {
        const count = Object.keys(await import(name)).length;
        console.log(name, count, import.meta.resolve(name));
      }`;
    writeFileSync(join(folder, 'entries.mjs'), program);
    const { stdout, stderr } = node('entries.mjs');
    expect(stderr).toBe('');
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(all.length);
    for (const line of lines) {
      const [name, count, address] = line.split(' ');
      expect(Number(count), name).toBeGreaterThan(0);
      expect(existsSync(fileURLToPath(address).replace(/\.js$/, '.d.ts')), name).toBe(true);
    }
  });

  it('makes, checks, runs and verifies a system of the folder', () => {
    expect(orrery('new', 'my-system')).toMatchObject({ status: 0 });
    const checked = orrery('check', './my-system');
    expect(checked).toMatchObject({ status: 0, stdout: expect.not.stringContaining('✗') });
    const { status, stdout } = orrery('run', './my-system', '--jobs', '2', '--json');
    expect(status).toBe(0);
    expect(orrery('verify', JSON.parse(stdout).record)).toMatchObject({ status: 0 });
  });

  it('brings the examples, which run', () => {
    const { status, stdout } = orrery('run', 'node_modules/orrery-lab/examples/falling-body', '--jobs', '2', '--json');
    expect(JSON.parse(stdout).verdict).toBe('holds');
    expect(status).toBe(0);
  });
});
