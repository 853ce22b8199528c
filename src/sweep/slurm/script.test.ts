import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { batchScript } from './script.ts';

const WORDS = [
  '',
  'plain',
  'a b',
  "it's",
  '"quoted"',
  '$HOME `id` $(id)',
  'back\\slash \\n',
  'line\nline\r\n\tend',
  "tab\t and '",
  'é “ü” 🪐',
  '*',
  '#',
  '--',
  '!x',
  '\u0001f',
];

it.skipIf(process.platform === 'win32')('gives the worker its words as they are, in its folder, and the part', () => {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'script-')));
  const folder = join(cwd, "of $HOME's \\n “work”");
  mkdirSync(folder);
  try {
    const print = 'console.log(JSON.stringify([process.cwd(), ...process.argv.slice(1)]))';
    const text = batchScript({ options: [], cwd: folder, work: [process.execPath, '-e', print, '--', ...WORDS] });
    expect(text).not.toMatch(/\r/);
    const env = { ...process.env, SLURM_ARRAY_TASK_ID: '34' };
    const out = execFileSync('bash', ['-c', text, 'script', '1200'], { env, cwd: '/', encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual([folder, ...WORDS, '1234']);
  } finally {
    rmSync(cwd, { recursive: true });
  }
});

it('is a line for each option, in quotes where Slurm would read something else', () => {
  const options = ['--time=1-00:00:00', '--comment=a "b" \\ #c'];
  const lines = batchScript({ options, cwd: '/', work: ['true'] }).split('\n');
  expect(lines.slice(0, 3)).toEqual([
    '#!/bin/bash',
    '#SBATCH --time=1-00:00:00',
    '#SBATCH "--comment=a \\"b\\" \\\\ #c"',
  ]);
});

it('does not work where its folder is gone', () => {
  const text = batchScript({ options: [], cwd: '/no/such/folder', work: ['echo', 'worked'] });
  expect(() => execFileSync('bash', ['-c', text, 'script', '0'], { stdio: 'pipe' })).toThrow(
    expect.objectContaining({ status: 72, stdout: Buffer.from('') }),
  );
});
