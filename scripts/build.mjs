// Compiles kernels/ to WebAssembly, embeds it, writes the registry of systems, compiles src/ to dist/, and builds the page to dist-lab/.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeRegistry } from './registry.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const only = process.argv.slice(2);
const wants = (step) => only.length === 0 || only.includes(step);

if (wants('kernels')) buildKernels();
if (wants('registry')) writeRegistry(root);
if (wants('library')) buildLibrary();
if (wants('lab')) buildLab();

function buildKernels() {
  mkdirSync(join(root, 'build'), { recursive: true });
  const wasm = join(root, 'build', 'kernels.wasm');
  run('assemblyscript/bin/asc.js', [
    join('kernels', 'index.ts'),
    ...['--outFile', 'build/kernels.wasm', '--enable', 'simd', '--runtime', 'stub'],
    ...['-O3', '--noAssert', '--maximumMemory', '65536'],
  ]);
  const base64 = readFileSync(wasm).toString('base64');
  writeFileSync(
    join(root, 'src/numeric/kernels.generated.ts'),
    `// Written by scripts/build.mjs from kernels/.\nexport const kernelsBase64 =\n  '${base64}';\n`,
  );
}

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
