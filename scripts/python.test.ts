// The Python of docs/from-python.md, block after block in one folder, as a reader would run it.
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { blocksIn } from './markdown.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const command = join(root, 'dist/cli/main.js');
const blocks = blocksIn(readFileSync(join(root, 'docs/from-python.md'), 'utf8'))
  .filter(({ language }) => language === 'python')
  .map(({ text }, i) => ({ number: i + 1, first: text.split('\n')[0], text }));

/** What a block is skipped without. */
const PACKAGES = ['numpy', 'pandas'];
const missing = PACKAGES.filter((name) => !runsPython(`import ${name}`));

describe.skipIf(!runsPython(''))('the Python of docs/from-python.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'python-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  // `npx orrery` is the command as it is built here, and nothing is asked of a registry.
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${command}' "$@"\n`);
  chmodSync(join(bin, 'npx'), 0o755);

  it('is there, and the command is built', () => {
    expect(blocks.length).toBeGreaterThan(5);
    expect(existsSync(command)).toBe(true);
  });

  // A block needs what it imports, and the files of those before it.
  for (const [i, { number, first, text }] of blocks.entries()) {
    const needs = missing.filter((name) =>
      blocks.slice(0, i + 1).some((one) => needsOf(one.text, text).includes(name)),
    );
    it.skipIf(needs.length > 0)(
      `${number}: ${first}${needs.map((name) => ` (python3-${name} is not there)`).join('')}`,
      async () => {
        const name = /^# (\w+\.py)$/.exec(first)?.[1];
        const file = join(folder, name ?? `block${number}.py`);
        writeFileSync(file, text);
        const { code, stdout, stderr } = await python(file);
        expect(stderr).toBe('');
        expect(code).toBe(0);
        if (text.includes('print(')) expect(stdout).not.toBe('');
      },
      60_000,
    );
  }

  function python(file: string): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    return new Promise((resolve) => {
      execFile('python3', [file], { cwd: folder, env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
      );
    });
  }
});

/** The packages that a block imports, and those of the block that wrote the table it reads. */
function needsOf(block: string, reader: string): string[] {
  const isSource =
    block === reader ||
    /Logbook\("([\w.]+)"\)/
      .exec(block)
      ?.slice(1)
      .some((file) => reader.includes(`"${file}"`));
  return isSource ? PACKAGES.filter((name) => new RegExp(`^import ${name}\\b`, 'm').test(block)) : [];
}

function runsPython(code: string): boolean {
  try {
    execFileSync('python3', ['-c', code], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
