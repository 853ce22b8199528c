// Makes a checkout ready: installs packages and builds when they are missing or older than what
// they are made from. Needs nothing but Node and npm; run by `npm start` and `npm test`.
import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'node_modules', '.orrery-setup.json');
const quiet = process.argv.includes('--quiet');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Orrery needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

const stamp = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
const packages = digest([join(root, 'package.json'), join(root, 'package-lock.json')]);
if (stamp.packages !== packages) {
  run('npm ci --no-audit --no-fund', 'installing packages');
  writeFileSync(stampFile, JSON.stringify({ packages }));
}
const sources = digest(
  ['kernels', 'src', 'lab', 'data', 'scripts', 'tsconfig.json', 'tsconfig.build.json'].flatMap((name) =>
    files(join(root, name)),
  ),
);
const built = [
  'dist/cli/main.js',
  'dist-lab/index.html',
  'src/numeric/kernels.generated.ts',
  'src/systems/registry.generated.ts',
  'src/run/version.generated.ts',
];
if (stamp.sources !== sources || stamp.packages !== packages || !built.every((file) => existsSync(join(root, file)))) {
  run('node scripts/build.mjs', 'building');
  writeFileSync(stampFile, JSON.stringify({ packages, sources }));
}

linkCommand();

/**
 * Lets `npx orrery` find this checkout's own command, as it would find that of an installed
 * package.
 */
function linkCommand() {
  const link = join(root, 'node_modules', '.bin', 'orrery');
  if (process.platform === 'win32') writeFileSync(`${link}.cmd`, '@node "%~dp0..\\..\\dist\\cli\\main.js" %*\r\n');
  else if (!existsSync(link)) {
    rmSync(link, { force: true });
    symlinkSync(join('..', '..', 'dist', 'cli', 'main.js'), link);
  }
}

function run(command, label) {
  if (!quiet) console.error(`${label} …`);
  try {
    execSync(command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  } catch (error) {
    console.error(error.stdout?.toString() ?? '');
    console.error(`${label} failed; the lines above say why`);
    process.exit(1);
  }
}

/** Every file below `path` that a build reads. */
function files(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { withFileTypes: true })
      .flatMap((entry) => (entry.isDirectory() ? files(join(path, entry.name)) : [join(path, entry.name)]))
      .filter((file) => !file.endsWith('.generated.ts') && !file.endsWith('.test.ts'))
      .sort();
  } catch {
    return [path];
  }
}

function digest(list) {
  const hash = createHash('sha256');
  for (const file of list) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}
