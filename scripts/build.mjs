// Compiles kernels/ to WebAssembly, embeds it, writes the registry of systems, compiles src/ to
// dist/, and builds the page to dist-lab/.
import { spawn } from 'node:child_process';
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
if (wants('library') && (await buildLibrary()) !== 0) process.exit(1);
// Of the compiled library: the page knows its limits and figures before it loads a system.
if (wants('lab') && (await buildLab()) !== 0) process.exit(1);

async function buildLibrary() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const code = await run('typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  const main = join(root, 'dist/cli/main.js');
  if (existsSync(main)) chmodSync(main, 0o755);
  return code;
}

function buildLab() {
  return run('vite/bin/vite.js', ['build', '--config', 'lab/vite.config.ts', '--logLevel', 'warn']);
}

/** Resolves to its exit code. */
function run(tool, args) {
  return new Promise((resolve, reject) => {
    const words = [join(root, 'node_modules', tool), ...args];
    spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
      .on('error', reject)
      .on('exit', (code) => resolve(code ?? 1));
  });
}
