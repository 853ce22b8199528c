// Compiles kernels/ to WebAssembly, embeds it, writes the registry of systems, compiles src/ to
// dist/, and builds the page to dist-lab/.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeRegistry } from './registry.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const only = process.argv.slice(2);
const wants = (step) => only.length === 0 || only.includes(step);

// The compiler is large: read only when it is used.
if (wants('kernels')) await (await import('./kernels.mjs')).buildKernels(root);
if (wants('registry')) writeRegistry(root);
if (wants('library')) buildLibrary();
if (wants('lab')) buildLab();

function buildLibrary() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  run('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  const main = join(root, 'dist/cli/main.js');
  if (existsSync(main)) chmodSync(main, 0o755);
}

function buildLab() {
  run('vite/bin/vite.js', ['build', '--config', 'lab/vite.config.ts', '--logLevel', 'warn']);
}

function run(tool, args) {
  execFileSync(process.execPath, [join(root, 'node_modules', tool), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
