import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { anchorsIn, blockCommandsIn, blocksIn, inlineCommandsIn, isSlug, linksIn, wordsOf } from './markdown.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const command = join(root, 'dist/cli/main.js');
const packageOf = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { name: ownName, scripts } = packageOf;
const dependencies = { ...packageOf.dependencies, ...packageOf.optionalDependencies };

/** README and its like, docs/, what the examples say, and each system's notes. */
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', 'examples'].flatMap((folder) => pagesBelow(folder)),
  ...pagesBelow('src/systems'),
].sort();

/** Commands that no test can run to their end, or another one does, with the reason. */
const NOT_RUN: Record<string, string> = {
  'npm start': 'is `orrery start`, three studies of a minute; src/cli has its test',
  'npm test': 'is what runs this',
  'node examples/small-ladder/proof.mjs 1e11': 'trains ten networks for two minutes',
  'npm run reproduce': 'makes every published figure again, for half an hour; src/cli has its test',
  'npx orrery lab': 'serves until it is stopped; src/cli/lab.test.ts and lab/e2e run it',
  'ORRERY_SYSTEMS=examples/falling-body npm run build:lab':
    'builds the page; lab/e2e/outside.test.ts visits one with that system',
  'ssh -L 1704:127.0.0.1:1704 you@there  orrery lab --port 1704 --no-open': 'needs another machine',
};

/**
 * Runs that are made in full, with what keeps them short; all others stop at their plan
 * (`--dry-run`).
 */
const IN_FULL: Record<string, string[]> = {
  // Of one system: each system's own tests have all of its limits.
  'npx orrery limits': ['ridge'],
  'npx orrery reproduce deep-linear/saddle-to-saddle': ['--budget', '2', '--jobs', '1'],
  'npx orrery run ridge data=mine.csv samples=50:500:8:log': ['--trials', '2', '--jobs', '1'],
  'npx orrery run ridge samples=100,200 --scale 1,2,4': ['--trials', '2', '--jobs', '1'],
};

/** Options that exist and are kept out of the help: for those who build a page of their own. */
const HIDDEN = ['--page'];

/** What documents leave open, and a word of the same kind. */
const PLACEHOLDERS: Record<string, string> = { 'records/…': 'records/fixture' };

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  it('has no dead link', () => {
    const dead = linksIn(text).filter((link) => !/^(https?|mailto):/.test(link) && !leadsSomewhere(document, link));
    expect(dead).toEqual([]);
  });

  it('names the language of every block of code', () => {
    expect(blocksIn(text).filter(({ language }) => language === '')).toEqual([]);
  });
});

describe('the commands of the documents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  const blocks = documents.flatMap((document) => blockCommandsIn(read(document)).map((line) => ({ document, line })));
  // The gallery names each figure's own command; src/gallery has the test of those.
  const inline = documents
    .filter((document) => document !== 'docs/gallery.md')
    .flatMap((document) => inlineCommandsIn(read(document)).map((line) => ({ document, line })));

  beforeAll(async () => {
    if (!existsSync(command)) throw new Error('the commands run from dist/: npm run build');
    writeFileSync(join(folder, 'mine.csv'), rows(700, 6));
    const made = await orrery(['run', 'ridge', 'samples=20,40', 'dimension=30', '--trials', '2', '--out', 'made']);
    expect([0, 1, 4], made.stderr).toContain(made.code);
    mkdirSync(join(folder, 'records'));
    symlinkSync(join(root, 'examples'), join(folder, 'examples'));
    symlinkSync(join(folder, 'made', readdirSync(join(folder, 'made'))[0]), join(folder, 'records/fixture'));
    expect(await orrery(['new', 'my-system'])).toMatchObject({ code: 0 });
  }, 60_000);

  // All limits take their time on a machine that is busy with other tests.
  it.each(blocks)('$document: $line', { timeout: 240_000 }, async ({ line }) => {
    if (line in NOT_RUN) return expect(knownScript(line)).toBe(true);
    const words = orreryWords(line);
    if (!words) throw new Error(`no rule for this command: let it run, or list it in NOT_RUN with the reason`);
    await runs(words, IN_FULL[line]);
  });

  it.each(inline)('$document, in passing: $line', async ({ line }) => {
    if (line in NOT_RUN || !orreryWords(line)) return expect(knownScript(line)).toBe(true);
    const words = orreryWords(line)!;
    // A command that is only named, or leaves words open, must be one that exists, and its options
    // too.
    if (words.length > 1 && !/[<…]/.test(line)) return runs(words, IN_FULL[line]);
    const help = await helpOf(words[0]);
    for (const option of words.filter((word) => word.startsWith('--') && !HIDDEN.includes(word)))
      expect(help).toContain(option);
  });

  it('that are exceptions stand in some document', () => {
    const lines = [...blocks, ...inline].map(({ line }) => line);
    expect(Object.keys({ ...NOT_RUN, ...IN_FULL }).filter((line) => !lines.includes(line))).toEqual([]);
  });

  /** 0 holds or done, 1 broken, 4 unresolved: all of these are answers, and a plan is always 0. */
  async function runs(words: string[], extra?: string[]): Promise<void> {
    const given = words.map((word) => PLACEHOLDERS[word] ?? word);
    const planned = extra === undefined && (await helpOf(given[0])).includes('--dry-run');
    // What `new` writes, the others find already there.
    const where = given[0] === 'new' ? mkdtempSync(join(tmpdir(), 'docs-')) : folder;
    const { code, stderr } = await once([...given, ...(extra ?? []), ...(planned ? ['--dry-run'] : [])], where);
    expect(planned ? [0] : [0, 1, 4], stderr).toContain(code);
    if (!planned) expect(stderr).not.toMatch(/^error/m);
  }

  /** Several documents have the same command: it does what it does, whoever names it. */
  const done = new Map<string, ReturnType<typeof orrery>>();
  function once(words: string[], where: string): ReturnType<typeof orrery> {
    const key = JSON.stringify([words, where]);
    if (!done.has(key)) done.set(key, orrery(words, where));
    return done.get(key)!;
  }

  const helps = new Map<string, Promise<string>>();
  function helpOf(name: string): Promise<string> {
    if (!helps.has(name)) helps.set(name, readHelp(name));
    return helps.get(name)!;
  }

  async function readHelp(name: string): Promise<string> {
    if (name.startsWith('<')) return (await orrery(['--help'])).stdout;
    const { stdout } = await orrery([name, '--help']);
    expect(stdout).toMatch(new RegExp(`^Usage: orrery ${name}\\b`));
    return stdout;
  }

  function orrery(words: string[], cwd = folder): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = { ...process.env, NO_COLOR: '1' };
    return new Promise((resolve) => {
      execFile(process.execPath, [command, ...words], { cwd, env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
      );
    });
  }
});

describe.each(readdirSync(join(root, '.github/workflows')))('the workflow %s', (name) => {
  it('starts nothing that is not there', () => {
    const lines = [...read(`.github/workflows/${name}`).matchAll(/^\s*(?:- )?run: (.*)$/gm)].map(([, line]) => line);
    const ours = lines.filter((line) => /^(npm run|node|bash) /.test(line));
    expect(ours).not.toEqual([]);
    expect(ours.filter((line) => !knownScript(line))).toEqual([]);
  });
});

function pagesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

function read(document: string): string {
  return readFileSync(join(root, document), 'utf8');
}

function leadsSomewhere(document: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path === '' ? document : join(dirname(document), decodeURIComponent(path));
  if (relative(root, join(root, target)).startsWith('..') || !existsSync(join(root, target))) return false;
  return anchor === undefined || (isSlug(anchor) && target.endsWith('.md') && anchorsIn(read(target)).has(anchor));
}

/** The words after `orrery`; undefined for any other command. */
function orreryWords(line: string): string[] | undefined {
  const words = wordsOf(line);
  if (words[0] === 'npx') words.shift();
  return words[0] === 'orrery' ? words.slice(1) : undefined;
}

/**
 * For what is not run here: `npm run x` must be a script of package.json, `npm install` of this
 * package or of what it stands on, and a file that is started must be there.
 */
function knownScript(line: string): boolean {
  const words = wordsOf(line.replace(/^[A-Z_]+=\S* /, ''));
  if (words[0] === 'npm' && words[1] === 'install')
    return words.slice(2).every((name) => name === ownName || name in dependencies);
  if (words[0] === 'npm') {
    const name = words[1] === 'run' ? words.slice(2).find((word) => !word.startsWith('-')) : words[1];
    return name !== undefined && name in scripts;
  }
  if (words[0] === 'node' || words[0] === 'bash') return existsSync(join(root, words[1]));
  return line in NOT_RUN;
}

/** Numbers in columns, the last a noisy sum of the others, from a fixed sequence. */
function rows(count: number, columns: number): string {
  const value = (i: number) => Math.sin(12.9898 * i) * 2;
  return Array.from({ length: count }, (_, i) => {
    const inputs = Array.from({ length: columns }, (_, j) => value(i * columns + j + 1));
    return [...inputs, inputs.reduce((sum, x) => sum + x, value(7 * i))].map((x) => x.toFixed(6)).join(',');
  }).join('\n');
}
