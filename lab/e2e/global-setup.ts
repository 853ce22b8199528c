import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { findChromium, howToLaunch, serve } from '../../scripts/browse.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the page built with the tests' systems. */
    address: string;
    /** Of the browsers, one a worker (the clipboard is a browser's); none where there is none. */
    browsers: string[];
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'build', 'lab-test');

/** Builds the tests' page, serves it and starts the browsers, for all end-to-end tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!findChromium()) {
    project.provide('address', '');
    project.provide('browsers', []);
    return async () => {};
  }
  build();
  const site = await serve(built);
  const workers = project.config.maxWorkers as number;
  const browsers = await Promise.all(Array.from({ length: workers }, () => chromium.launchServer(howToLaunch())));
  project.provide('address', site.address);
  project.provide(
    'browsers',
    browsers.map((browser) => browser.wsEndpoint()),
  );
  return async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    site.close();
  };
}

/** Unless what is built is newer than all it is built from. */
function build(): void {
  const sources = ['lab', 'src', 'data', 'package-lock.json'].map((name) => newest(join(root, name)));
  const index = join(built, 'index.html');
  if (existsSync(index) && statSync(index).mtimeMs > Math.max(...sources)) return;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const words = [vite, 'build', '--mode', 'test', '--config', 'lab/vite.config.ts', '--logLevel', 'warn'];
  execFileSync(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (path.endsWith('.test.ts')) return 0;
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
