// The compiled program in a process of its own, with a page made here.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen } from '../serve/listen.ts';
import { program } from './orrery.testing.ts';

let folder: string;
let started: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orrery-lab-'));
  writeFileSync(join(folder, 'index.html'), 'the page');
  started = [];
});

afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Starts the lab on the page made here and waits for its address. */
async function open(words: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [program, 'lab', '--page', folder, ...words], {
    env: { ...process.env, ...env },
  });
  started.push(child);
  const seen = { stdout: '', stderr: '' };
  child.stderr.on('data', (chunk) => {
    seen.stderr += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(seen.stderr)));
    child.stdout.on('data', (chunk) => {
      seen.stdout += chunk;
      if (seen.stdout.includes('\n')) resolve();
    });
  });
  const stop = (signal: NodeJS.Signals) =>
    new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
      child.kill(signal);
    });
  return { address: seen.stdout.trim(), seen, stop };
}

const close = (...words: string[]) =>
  spawnSync(process.execPath, [program, 'lab', ...words, '--no-open'], { encoding: 'utf8' });

/** Puts a stand-in for the program that opens browsers before all others. */
function replaceOpener(script: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'xdg-open'), 0o755);
  return { PATH: `${folder}${delimiter}${process.env.PATH}`, DISPLAY: ':0' };
}

describe('orrery lab', () => {
  it('serves the page at the address that it prints, until it is interrupted', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const { address, seen, stop } = await open(['--port', '0', '--no-open']);
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      expect(await (await fetch(address)).text()).toBe('the page');
      expect(await stop(signal)).toBe(0);
      expect(seen.stderr).toContain('Ctrl-C');
      await expect(fetch(address)).rejects.toThrow();
    }
  });

  it('says how to build a page that is not there', () => {
    const { status, stdout, stderr } = close('--page', join(folder, 'nothing'));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('npm run build:lab');
  });

  it('refuses a port that is in use or makes no sense', async () => {
    const other = createServer();
    const port = String(await listen(other, 0, 0));
    for (const word of [port, '80', '70000', '1e9', '4.5', 'x', ''])
      expect(close('--page', folder, '--port', word), word).toMatchObject({ status: 2, stdout: '' });
    expect(close('--page', folder, '--port', port).stderr).toContain(`port ${port} is in use`);
    other.close();
  });

  it('moves to a free port when its own is taken, and says so', async () => {
    const other = createServer();
    // Whoever holds it, it is taken.
    await listen(other, 1704, 1704).catch(() => {});
    const { address, seen, stop } = await open(['--no-open']);
    expect(await (await fetch(address)).text()).toBe('the page');
    await stop('SIGINT');
    expect(seen.stderr).toContain('port 1704 is taken');
    other.close();
  });
});

describe.runIf(process.platform === 'linux')('the browser', () => {
  it('is given the address as one word', async () => {
    const env = replaceOpener(
      `printf '%s\\n' "$#" "$@" > "${folder}/asked.part"; mv "${folder}/asked.part" "${folder}/asked"`,
    );
    const { address } = await open(['--port', '0'], env);
    await expect.poll(() => readFileSync(join(folder, 'asked'), 'utf8')).toBe(`1\n${address}\n`);
  });

  it('is no matter when it cannot be opened', async () => {
    const absent = { PATH: folder, DISPLAY: ':0' };
    const noDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '', BROWSER: '' };
    for (const env of [absent, noDisplay, replaceOpener('exit 3')]) {
      const { address, seen, stop } = await open(['--port', '0'], env);
      await expect.poll(() => seen.stderr).toContain('open the address yourself');
      expect((await fetch(address)).status).toBe(200);
      expect(await stop('SIGINT')).toBe(0);
    }
  });
});
